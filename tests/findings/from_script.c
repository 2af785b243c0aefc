/* from_script FORMAT [ARGUMENT...] < SCRIPT: builds the findings that a script describes and prints them.
 *
 * A script has one builder call a line, its fields separated by tabs. Texts are x and hex digits, - is NULL; values
 * are e (empty), i:N, r:N, t:TEXT or b:0/1, with @1 to @4 behind them for a basis. So a test in another language
 * can say exactly what was built and compare.
 *
 * FORMAT is json, csv [TABLE], text WIDTH [colour] [boxes], or problems [colour].
 */
#include <entente/findings.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FIELDS = 64, MOST_DEPTH = 4 };

typedef struct script {
    char *fields[MOST_FIELDS];
    size_t size;
    ent_findings *open[MOST_DEPTH];
    size_t depth;
    ent_table *table;
    ent_chart *chart;
    ent_section *section;
    ent_diagnostics *problems;
} script;

static const char *text_at(char *field) {
    if (field == NULL || field[0] != 'x') return NULL;
    size_t size = strlen(field + 1) / 2;
    for (size_t i = 0; i < size; i++) {
        const char digits[] = {field[1 + 2 * i], field[2 + 2 * i], '\0'};
        field[i] = (char)strtoul(digits, NULL, 16);
    }
    field[size] = '\0';
    return field;
}

static long number_at(const char *field) {
    return field != NULL ? strtol(field, NULL, 10) : 0;
}

static ent_value value_at(char *field) {
    ent_basis basis = ENT_BASIS_NONE;
    char *at = strchr(field, '@');
    if (at != NULL) {
        basis = (ent_basis)strtol(at + 1, NULL, 10);
        *at = '\0';
    }
    ent_value value = ent_empty();
    if (field[0] == 'i') value = ent_integer(strtoll(field + 2, NULL, 10));
    if (field[0] == 'r') value = ent_real(strtod(field + 2, NULL));
    if (field[0] == 'b') value = ent_bool(field[2] == '1');
    if (field[0] == 't') value = ent_text(text_at(field + 2));
    return ent_based(value, basis);
}

static void add_metric(script *s, ent_findings *f) {
    const char *uses[MOST_FIELDS];
    ent_info info = {.label = text_at(s->fields[3]),
                     .unit = text_at(s->fields[4]),
                     .digits = (int)number_at(s->fields[5]),
                     .uses = uses,
                     .uses_size = s->size - 6};
    for (size_t i = 6; i < s->size; i++)
        uses[i - 6] = text_at(s->fields[i]);
    ent_findings_metric(f, text_at(s->fields[1]), value_at(s->fields[2]), &info);
}

static void add_row(script *s, ent_findings *f) {
    ent_value cells[MOST_FIELDS];
    for (size_t i = 1; i < s->size; i++)
        cells[i - 1] = value_at(s->fields[i]);
    ent_table_row(f, s->table, cells);
}

static void add_chart(script *s, ent_findings *f) {
    char **in = s->fields;
    ent_chart chart = {.id = text_at(in[1]),
                       .kind = (ent_chart_kind)number_at(in[2]),
                       .multiple_of = (ent_chart_kind)number_at(in[3]),
                       .title = text_at(in[4]),
                       .table = text_at(in[5]),
                       .x = text_at(in[6]),
                       .y = text_at(in[7]),
                       .lo = text_at(in[8]),
                       .hi = text_at(in[9]),
                       .label = text_at(in[10]),
                       .series = text_at(in[11]),
                       .panel = text_at(in[12]),
                       .joined = text_at(in[13]),
                       .faint = text_at(in[14]),
                       .subtitle = text_at(in[15]),
                       .y_label = text_at(in[16])};
    s->chart = ent_findings_chart(f, &chart);
}

static void add_mark(script *s, ent_findings *f) {
    char **in = s->fields;
    ent_mark mark = {.style = (ent_mark_style)number_at(in[1]),
                     .axis = in[2][0],
                     .from = strtod(in[3], NULL),
                     .to = strtod(in[4], NULL),
                     .label = text_at(in[5]),
                     .series = text_at(in[6]),
                     .toward = text_at(in[7])};
    ent_chart_mark(f, s->chart, &mark);
}

static void add_problem(script *s) {
    char **in = s->fields;
    ent_diagnostic problem = {.severity = (ent_severity)number_at(in[1]),
                              .id = text_at(in[2]),
                              .place = {.file = text_at(in[3]),
                                        .line = (size_t)number_at(in[4]),
                                        .column = (size_t)number_at(in[5]),
                                        .length = (size_t)number_at(in[6])},
                              .path = text_at(in[7]),
                              .message = text_at(in[8]),
                              .hint = text_at(in[9]),
                              .line = text_at(in[10])};
    ent_diagnose(s->problems, &problem);
}

/* Builders whose fields are all texts or flags. */
static bool obey_simple(script *s, ent_findings *f) {
    char **in = s->fields;
    const char *word = in[0];
    if (strcmp(word, "case") == 0) {
        ent_findings_case(f, text_at(in[1]), text_at(in[2]), text_at(in[3]), text_at(in[4]));
    } else if (strcmp(word, "headline") == 0) {
        ent_findings_headline(f, "%s", text_at(in[1]));
    } else if (strcmp(word, "partial") == 0) {
        ent_findings_partial(f);
    } else if (strcmp(word, "actor") == 0) {
        ent_findings_actor(f, text_at(in[1]), text_at(in[2]));
    } else if (strcmp(word, "option") == 0) {
        ent_findings_option(f, text_at(in[1]), value_at(in[2]));
    } else if (strcmp(word, "method") == 0) {
        ent_findings_method(f, text_at(in[1]), value_at(in[2]));
    } else if (strcmp(word, "note") == 0) {
        ent_findings_note(f, (ent_severity)number_at(in[1]), text_at(in[2]), text_at(in[3]), "%s", text_at(in[4]));
    } else if (strcmp(word, "section") == 0) {
        s->section = ent_findings_section(f, text_at(in[1]), text_at(in[2]), in[3][0] == '1', in[4][0] == '1');
    } else if (strcmp(word, "block") == 0) {
        ent_section_block(f, s->section, (ent_block_kind)number_at(in[1]), text_at(in[2]), "%s", text_at(in[3]));
    } else {
        return false;
    }
    return true;
}

static bool obey(script *s) {
    char **in = s->fields;
    const char *word = in[0];
    ent_findings *f = s->open[s->depth];
    if (strcmp(word, "new") == 0 || strcmp(word, "part") == 0) {
        ent_run run = {.seed = strtoull(in[2], NULL, 10), .rows = (size_t)number_at(in[3])};
        if (word[0] == 'p') s->depth++;
        s->open[s->depth] = ent_findings_new(&run, text_at(in[1]));
        return s->open[s->depth] != NULL;
    }
    if (strcmp(word, "end") == 0) {
        s->depth--;
        ent_findings_part(s->open[s->depth], f);
    } else if (strcmp(word, "metric") == 0) {
        add_metric(s, f);
    } else if (strcmp(word, "table") == 0) {
        s->table = ent_findings_table(f, text_at(in[1]), in[2][0] == '1', "%s", text_at(in[3]));
        ent_table_about(f, s->table, text_at(in[4]));
    } else if (strcmp(word, "column") == 0) {
        ent_table_column(f, s->table, text_at(in[1]), text_at(in[2]), text_at(in[3]), text_at(in[4]),
                         (int)number_at(in[5]));
    } else if (strcmp(word, "row") == 0) {
        add_row(s, f);
    } else if (strcmp(word, "total") == 0) {
        ent_table_total(f, s->table, (size_t)number_at(in[1]));
    } else if (strcmp(word, "chart") == 0) {
        add_chart(s, f);
    } else if (strcmp(word, "mark") == 0) {
        add_mark(s, f);
    } else if (strcmp(word, "problem") == 0) {
        add_problem(s);
    } else {
        return obey_simple(s, f);
    }
    return true;
}

static bool read_script(script *s) {
    char *line = NULL;
    size_t room = 0;
    bool fine = true;
    while (fine && getline(&line, &room, stdin) > 0) {
        line[strcspn(line, "\n")] = '\0';
        s->size = 0;
        for (char *rest = line; rest != NULL && s->size < MOST_FIELDS;)
            s->fields[s->size++] = strsep(&rest, "\t");
        for (size_t i = s->size; i < MOST_FIELDS; i++)
            s->fields[i] = NULL;
        fine = obey(s);
        if (!fine) fprintf(stderr, "from_script: %s\n", line);
    }
    free(line);
    return fine;
}

static ent_status render(const script *s, int count, char **words, ent_buffer *out) {
    const ent_findings *findings = s->open[0];
    const char *format = count > 1 ? words[1] : "";
    if (strcmp(format, "json") == 0) return ent_render_json(findings, s->problems, out);
    if (strcmp(format, "csv") == 0) return ent_render_csv(findings, count > 2 ? words[2] : NULL, out);
    bool colour = false, boxes = false;
    for (int i = 2; i < count; i++) {
        colour = colour || strcmp(words[i], "colour") == 0;
        boxes = boxes || strcmp(words[i], "boxes") == 0;
    }
    if (strcmp(format, "problems") == 0) {
        ent_render_diagnostics(s->problems, colour, out);
        return ENT_OK;
    }
    ent_text_style style = {
        .width = count > 2 ? (size_t)number_at(words[2]) : 0, .colour = colour, .boxes = boxes, .notes = true};
    return strcmp(format, "text") == 0 ? ent_render_text(findings, &style, out) : ENT_USAGE;
}

int main(int count, char **words) {
    script s = {.problems = ent_diagnostics_new(ent_allocator_default(), 100)};
    ent_buffer out;
    ent_buffer_init(&out, NULL);
    ent_status status = read_script(&s) ? render(&s, count, words, &out) : ENT_USAGE;
    if (status == ENT_OK && s.open[0] != NULL) status = ent_findings_status(s.open[0]);
    if (out.data != NULL) fwrite(out.data, 1, out.size, stdout);
    if (status != ENT_OK) fprintf(stderr, "from_script: %s\n", ent_status_name(status));
    ent_buffer_free(&out);
    ent_findings_free(s.open[0]);
    ent_diagnostics_free(s.problems);
    return ent_exit_code(status);
}
