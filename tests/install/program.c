/* What a stranger would write first: reads a case through the installed library and prints what it holds. Valid C
 * and C++. */
#include <entente/entente.h>
#include <stdio.h>
#include <string.h>

int main(void) {
    static const char text[] = "entente: 1\nid: two\ntitle: Two parties\nparties: {a: {name: A}, b: {name: B}}\n";
    ent_run run;
    ent_case *talks = NULL;
    memset(&run, 0, sizeof run);
    ent_status status = ent_case_parse(&run, "two.yaml", text, sizeof text - 1, NULL, &talks);
    printf("entente %s: %s, parties %d %d\n", ent_release(), ent_status_name(status),
           status ? -1 : ent_case_party(talks, "a"), status ? -1 : ent_case_party(talks, "b"));
    ent_case_free(talks);
    return status ? 1 : 0;
}
