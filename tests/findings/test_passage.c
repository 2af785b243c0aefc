/* Passages: texts of others with marked places, in every face. */
#include <entente/findings.h>

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <string.h>

static const char text[] = "Seoul pays <$5>,\nsaid \"A & B\".\n\nDone.";
/* "Seoul", "<$5>", what goes over the end of a line, "A & B", nothing at all. */
static const ent_span spans[] = {{0, 5, "actor", "South Korea"},
                                 {11, 15, "money", NULL},
                                 {15, 21, "event", "over two lines"},
                                 {23, 28, "a\"b", "<x>"}};
enum { SPANS = sizeof spans / sizeof *spans };

static ent_findings *made(const ent_run *run) {
    ent_findings *f = ent_findings_new(run, "test");
    if (f == NULL) return NULL;
    char own[sizeof text], note[] = "South Korea";
    ent_span borrowed[SPANS];
    memcpy(own, text, sizeof own);
    memcpy(borrowed, spans, sizeof spans);
    borrowed[0].note = note;
    ent_section *section = ent_findings_section(f, "text", "Text", true, false);
    ent_section_passage(f, section, own, borrowed, SPANS);
    memset(own, 'x', sizeof own - 1); /* everything was copied */
    memset(note, 'x', sizeof note - 1);
    return f;
}

static const char *rendered(ent_status (*render)(const ent_findings *, ent_buffer *), const ent_findings *f,
                            ent_buffer *out) {
    ent_buffer_init(out, NULL);
    assert_int_equal(render(f, out), ENT_OK);
    return out->data;
}

static ent_status as_text(const ent_findings *f, ent_buffer *out) {
    return ent_render_text(f, &(ent_text_style){.width = 80}, out);
}

static ent_status as_colour(const ent_findings *f, ent_buffer *out) {
    return ent_render_text(f, &(ent_text_style){.width = 80, .colour = true, .boxes = true}, out);
}

static ent_status as_json(const ent_findings *f, ent_buffer *out) {
    return ent_render_json(f, NULL, out);
}

static void has(const char *whole, const char *part) {
    if (strstr(whole, part) == NULL) fail_msg("%s\n--- lacks ---\n%s", whole, part);
}

static void faces(void **state) {
    (void)state;
    ent_findings *f = made(NULL);
    assert_int_equal(ent_findings_status(f), ENT_OK);
    ent_buffer out;
    /* A mark over two lines says what it is at its end. */
    has(rendered(as_text, f, &out), "  [Seoul]{actor} pays [<$5>]{money}[,]\n"
                                    "  [said]{event} \"[A & B]{a\"b}\".\n\n  Done.\n");
    ent_buffer_free(&out);
    has(rendered(as_colour, f, &out), "  \033[1mSeoul\033[0m\033[2m{actor}\033[0m pays ");
    ent_buffer_free(&out);
    const char *page = rendered(ent_render_html, f, &out);
    has(page, "<p><mark class=\"k-actor\" title=\"actor: South Korea\">Seoul</mark> pays "
              "<mark class=\"k-money\" title=\"money\">&lt;$5&gt;</mark>"
              "<mark class=\"k-event\" title=\"event: over two lines\">,</mark></p>\n"
              "<p><mark class=\"k-event\" title=\"event: over two lines\">said</mark> &quot;"
              "<mark title=\"a&quot;b: &lt;x&gt;\">A &amp; B</mark>&quot;.</p>\n<p>Done.</p>\n");
    ent_buffer_free(&out);
    const char *json = rendered(as_json, f, &out);
    has(json, "{\"kind\": \"passage\", \"text\": \"Seoul pays <$5>,\\nsaid \\\"A & B\\\".\\n\\nDone.\", \"spans\": "
              "[{\"start\": 0, \"end\": 5, \"mark\": \"actor\", \"note\": \"South Korea\"}, "
              "{\"start\": 11, \"end\": 15, \"mark\": \"money\"}, ");
    ent_buffer_free(&out);
    ent_findings_free(f);
}

static void refuses(void **state) {
    (void)state;
    static const ent_span wrong[][2] = {
        {{0, 5, "a", NULL}, {4, 6, "b", NULL}},   /* overlap */
        {{5, 8, "a", NULL}, {0, 3, "b", NULL}},   /* falling */
        {{0, 2, "a", NULL}, {4, 3, "b", NULL}},   /* backwards */
        {{0, 2, "a", NULL}, {4, 900, "b", NULL}}, /* beyond the text */
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ent_findings *f = ent_findings_new(NULL, "test");
        ent_section_passage(f, ent_findings_section(f, "text", "Text", true, false), text, wrong[i], 2);
        assert_int_equal(ent_findings_status(f), ENT_BUG);
        ent_findings_free(f);
    }
    /* Without marks, without a text: legal. */
    ent_findings *f = ent_findings_new(NULL, "test");
    ent_section *section = ent_findings_section(f, "text", "Text", true, false);
    ent_section_passage(f, section, "Plain.", NULL, 0);
    ent_section_passage(f, section, "", NULL, 0);
    ent_buffer out;
    has(rendered(as_text, f, &out), "  Plain.\n");
    ent_buffer_free(&out);
    ent_findings_free(f);
}

static void no_memory(void **state) {
    (void)state;
    static ent_status (*const renderers[])(const ent_findings *, ent_buffer *) = {as_text, as_colour, as_json,
                                                                                  ent_render_html};
    bool short_of_it = true;
    for (size_t n = 0; short_of_it; n++) {
        fail_alloc memory;
        const ent_allocator allocator = fail_alloc_at(&memory, n);
        ent_findings *f = made(&(ent_run){.allocator = &allocator});
        short_of_it = memory.failed;
        if (f != NULL) assert_int_equal(ent_findings_status(f), short_of_it ? ENT_MEMORY : ENT_OK);
        ent_findings_free(f);
        assert_int_equal(memory.held, 0);
    }
    ent_findings *f = made(NULL);
    for (size_t r = 0; r < sizeof renderers / sizeof *renderers; r++) {
        bool failed = true;
        for (size_t n = 0; failed; n++) {
            fail_alloc memory;
            const ent_allocator allocator = fail_alloc_at(&memory, n);
            ent_buffer out;
            ent_buffer_init(&out, &allocator);
            const ent_status status = renderers[r](f, &out);
            failed = memory.failed;
            assert_int_equal(status, failed ? ENT_MEMORY : ENT_OK);
            ent_buffer_free(&out);
            assert_int_equal(memory.held, 0);
        }
    }
    ent_findings_free(f);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(faces), cmocka_unit_test(refuses), cmocka_unit_test(no_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
