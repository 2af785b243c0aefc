/* Reading a large case: 200 parties x 200 issues with linear preferences and 100,000 claims, beside libyaml alone
 * over the same text. */
#include <entente/case.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <yaml.h>

enum { PARTIES = 200, CLAIMS = 100000, REPEATS = 3 };

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void write_case(ent_buffer *out) {
    ent_buffer_text(out, "entente: 1\nid: large\ntitle: Large\nsources: {s: {title: S}}\nparties:\n");
    for (int i = 0; i < PARTIES; i++)
        ent_buffer_printf(out, "  p%d: {name: Party %d}\n", i, i);
    ent_buffer_text(out, "issues:\n");
    for (int i = 0; i < PARTIES; i++)
        ent_buffer_printf(out, "  i%d: {options: {from: 0, to: 100, step: 1}}\n", i);
    ent_buffer_text(out, "preferences:\n");
    for (int i = 0; i < PARTIES; i++) {
        ent_buffer_printf(out, "  p%d:\n", i);
        for (int j = 0; j < PARTIES; j++)
            ent_buffer_printf(out, "    i%d: {weight: %d, best: %d, worst: %d}\n", j, i * j % 17 + 1,
                              (i + j) % 2 ? 100 : 0, (i + j) % 2 ? 0 : 100);
    }
    ent_buffer_text(out, "claims:\n");
    for (int i = 0; i < CLAIMS; i++)
        ent_buffer_printf(
            out,
            "  - {id: c%d, source: s, sentence: %d, party: p%d, issue: i%d, says: \"statement %d\", value: "
            "%d, certainty: attributed, credibility: 2, state: accepted}\n",
            i, i % 50 + 1, i % PARTIES, i % PARTIES, i, i);
}

static double events_alone(const ent_buffer *text) {
    double start = now();
    yaml_parser_t parser;
    yaml_parser_initialize(&parser);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text->data, text->size);
    for (bool ended = false; !ended;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) exit(1);
        ended = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return now() - start;
}

static double whole(const ent_buffer *text, size_t *bytes, size_t *numbers) {
    double start = now();
    const ent_run run = {.seed = 0};
    ent_case *c = NULL;
    if (ent_case_parse(&run, "large.yaml", text->data, text->size, NULL, &c) != ENT_OK) exit(1);
    *bytes = ent_arena_size(c->arena);
    *numbers = c->slots_size;
    ent_case_free(c);
    return now() - start;
}

int main(void) {
    ent_buffer text;
    ent_buffer_init(&text, ent_allocator_default());
    write_case(&text);
    if (text.failed) return 1;
    double alone = 1e9, read = 1e9;
    size_t bytes = 0, numbers = 0;
    for (int i = 0; i < REPEATS; i++) {
        double a = events_alone(&text), b = whole(&text, &bytes, &numbers);
        alone = a < alone ? a : alone;
        read = b < read ? b : read;
    }
    printf("%.1f MB, %zu numbers: read and checked in %.2f s (processor time, best of %d), %.0f MB held\n",
           (double)text.size / 1e6, numbers, read, REPEATS, (double)bytes / 1e6);
    printf("libyaml's events alone: %.2f s; ratio %.2f\n", alone, read / alone);
    ent_buffer_free(&text);
    return 0;
}
