/* render_page brief|edges [CHART [WIDTH]]: prints the showcase as a page, or one of its charts as SVG. */
#include "showcase.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int count, char **arguments) {
    if (count < 2) return 2;
    bool brief = strcmp(arguments[1], "brief") == 0;
    ent_findings *findings = brief ? showcase_brief(NULL) : showcase_edges(NULL);
    if (findings == NULL) return 1;
    ent_buffer out;
    ent_buffer_init(&out, ent_allocator_default());
    const ent_findings *from = brief && count > 2 ? findings->parts[0] : findings;
    unsigned width = count > 3 ? (unsigned)strtoul(arguments[3], NULL, 10) : 0;
    ent_status status = ent_findings_status(findings);
    if (status == ENT_OK)
        status = count > 2 ? ent_render_svg(from, arguments[2], width, &out) : ent_render_html(findings, &out);
    if (out.data != NULL) fwrite(out.data, 1, out.size, stdout);
    ent_buffer_free(&out);
    ent_findings_free(findings);
    return status == ENT_OK ? 0 : 1;
}
