/* A tournament of eight strategies over two generated cases: sessions a second on one thread and on all, and the ratio.
 *
 *     bench_tournament [REPEAT]
 */
#include <entente/tournament.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Two parties that want opposite ends of every issue, with weights of their own. */
static ent_case *make_case(const ent_run *run, const char *id, size_t issues, size_t options) {
    ent_buffer text;
    ent_case *made = NULL;
    ent_buffer_init(&text, NULL);
    ent_buffer_printf(&text, "entente: 1\nid: %s\ntitle: Generated\nparties: {a: {name: A}, b: {name: B}}\nissues:\n",
                      id);
    for (size_t j = 0; j < issues; j++)
        ent_buffer_printf(&text, "  i%zu: {options: {from: 1, to: %zu, step: 1}}\n", j, options);
    ent_buffer_text(&text, "preferences:\n");
    for (size_t i = 0; i < 2; i++) {
        ent_buffer_printf(&text, "  %c:\n", i == 0 ? 'a' : 'b');
        for (size_t j = 0; j < issues; j++)
            ent_buffer_printf(&text, "    i%zu: {weight: %zu, best: %zu, worst: %zu}\n", j,
                              i == 0 ? 3 + 5 * j : 4 + 3 * (issues - j), i == 0 ? options : 1, i == 0 ? 1 : options);
    }
    ent_buffer_text(&text, "no_deal: {a: {utility: 0.2}, b: {utility: 0.3}}\n");
    if (text.failed || ent_case_parse(run, id, text.data, text.size, NULL, &made) != ENT_OK) exit(3);
    ent_buffer_free(&text);
    return made;
}

static double run_once(const ent_case *const *cases, size_t size, const ent_tournament_options *options,
                       unsigned threads, double *sessions) {
    const ent_run run = {.threads = threads, .rows = 1};
    ent_findings *findings;
    double start = now();
    if (ent_tournament_run(&run, cases, size, options, &findings) != ENT_OK) exit(3);
    double spent = now() - start;
    *sessions = ent_findings_number(findings, "tournament.sessions", 0);
    ent_findings_free(findings);
    return spent;
}

static void measure(const char *name, const ent_case *const *cases, size_t size, size_t repeat) {
    static const char *const listed[] = {"boulware,conceder,linear,micro,tit-for-tat,nice-tit-for-tat,hard-headed,"
                                         "random-walker"};
    ent_tournament_options options = {.rounds = 0};
    double sessions;
    if (ent_options_defaults(ent_tournament_rows, ent_tournament_rows_size, &options) != ENT_OK) exit(3);
    options.strategies = (ent_text_list){listed, 1};
    options.repeat = repeat;
    double one = run_once(cases, size, &options, 1, &sessions), all = run_once(cases, size, &options, 0, &sessions);
    printf("%-28s %8.0f sessions: %8.0f a second on one thread, %8.0f on all, %.2f times as many\n", name, sessions,
           sessions / one, sessions / all, one / all);
}

int main(int argc, char **argv) {
    size_t repeat = argc > 1 ? strtoul(argv[1], NULL, 10) : 2000;
    const ent_run run = {.threads = 1};
    ent_case *small = make_case(&run, "small", 4, 5), *large = make_case(&run, "large", 5, 8);
    const ent_case *const both[] = {small, large};
    struct rusage used;
    measure("625 outcomes", both, 1, repeat);
    measure("32,768 outcomes", both + 1, 1, repeat / 10);
    measure("both", both, 2, repeat / 10);
    getrusage(RUSAGE_SELF, &used);
    printf("memory: %.0f MB at most\n", (double)used.ru_maxrss / 1024);
    ent_case_free(small);
    ent_case_free(large);
    return 0;
}
