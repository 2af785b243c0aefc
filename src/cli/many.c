/* What verbs over several cases share: reading them, and the words of a command line that decide its result, which
 * checkpoints keep so that `merge` can sum up their parts. */
#include "cli/cli.h"
#include "sweep/sweep.h"

#include <string.h>
#include <yaml.h>

ent_status cli_read_cases(cli *self, const ent_case ***out) {
    const ent_case **cases = ent_arena_array(self->arena, self->operands_size, sizeof *cases);
    ent_status status = cases != NULL ? ENT_OK : ENT_MEMORY;
    *out = cases;
    for (size_t i = 0; status == ENT_OK && i < self->operands_size; i++) {
        ent_case *one;
        status = cli_read_case(self, self->operands[i], true, &one);
        cases[i] = one;
    }
    if (status != ENT_OK && cases != NULL) cli_free_cases(self, cases);
    return status;
}

void cli_free_cases(const cli *self, const ent_case **cases) {
    for (size_t i = 0; i < self->operands_size; i++) {
        ent_case_free((ent_case *)(uintptr_t)cases[i]);
        cases[i] = NULL;
    }
}

/* ---- words that decide the result ------------------------------------------------------------------------- */

/* Options that say where a result goes, how it looks or how it is computed. */
static bool passing(const char *name, size_t length) {
    static const char *const names[] = {"format", "json",  "csv",  "table",   "chart",      "front", "output",
                                        "quiet",  "color", "help", "threads", "checkpoint", "shard", "manifest"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == length && strncmp(names[i], name, length) == 0) return true;
    return false;
}

static const cli_option *find(const cli_option *options, size_t size, const char *name, size_t length) {
    for (size_t i = 0; i < size; i++)
        if (strncmp(options[i].row.name, name, length) == 0 && options[i].row.name[length] == '\0') return &options[i];
    return NULL;
}

/* Whether the letters end with an option whose value is the next word: "-o FILE". */
static bool takes_next(const cli_option *options, size_t size, const char *letters) {
    for (; *letters != '\0'; letters++)
        for (size_t i = 0; i < size; i++)
            if (options[i].letter == *letters && options[i].row.type != ENT_OPTION_FLAG) return letters[1] == '\0';
    return false;
}

const char **cli_lasting(cli *self, const cli_verb *verb, const char *const *words, size_t size, size_t *kept) {
    size_t options_size;
    const cli_option *options = cli_options_of(verb, self->arena, &options_size);
    const char **out = ent_arena_array(self->arena, size, sizeof *out);
    *kept = 0;
    if (options == NULL || out == NULL) return NULL;
    for (size_t i = 0; i < size; i++) {
        const char *word = words[i];
        if (word[0] != '-' || word[1] == '\0') {
            out[(*kept)++] = word;
        } else if (strcmp(word, "--") == 0) {
            while (i < size)
                out[(*kept)++] = words[i++];
        } else if (word[1] != '-') {
            i += takes_next(options, options_size, word + 1);
        } else {
            size_t length = strcspn(word + 2, "=");
            const cli_option *option = find(options, options_size, word + 2, length);
            bool value = option != NULL && option->row.type != ENT_OPTION_FLAG && word[2 + length] == '\0';
            bool keep = !passing(word + 2, length);
            if (keep) out[(*kept)++] = word;
            if (value && i + 1 < size && keep) out[(*kept)++] = words[i + 1];
            i += value;
        }
    }
    return out;
}

const char *cli_lasting_note(cli *self) {
    size_t size;
    const char **words = cli_lasting(self, self->verb, self->arguments, self->arguments_size, &size);
    ent_buffer out;
    if (words == NULL) return NULL;
    ent_buffer_init(&out, NULL);
    for (size_t i = 0; i < size; i++) {
        ent_buffer_text(&out, i > 0 ? ", " : "[");
        ent_json_string(&out, words[i]);
    }
    ent_buffer_char(&out, ']');
    const char *note = out.failed ? NULL : ent_arena_text(self->arena, out.data);
    ent_buffer_free(&out);
    return note;
}

/* ---- merge ------------------------------------------------------------------------------------------------ */

/* A list of texts, as JSON. False for anything else. */
static bool read_words(cli *self, const char *text, const char **words, size_t *size) {
    yaml_parser_t parser;
    yaml_event_t event;
    bool fine = true, more = true;
    if (!yaml_parser_initialize(&parser)) return false;
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, strlen(text));
    for (int lists = 0; fine && more;) {
        if (!yaml_parser_parse(&parser, &event)) break;
        if (event.type == YAML_SCALAR_EVENT && lists == 1) {
            words[*size] = ent_arena_copy(self->arena, (const char *)event.data.scalar.value, event.data.scalar.length);
            fine = words[(*size)++] != NULL;
        } else if (event.type == YAML_SCALAR_EVENT || event.type == YAML_MAPPING_START_EVENT ||
                   event.type == YAML_ALIAS_EVENT) {
            fine = false;
        }
        lists += event.type == YAML_SEQUENCE_START_EVENT;
        more = event.type != YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return fine && !more && *size > 0;
}

/* Whether a verb computes in parts. */
static bool has_parts(const cli_verb *verb) {
    for (size_t i = 0; i < verb->options_size; i++)
        if (strcmp(verb->options[i].name, "shard") == 0) return true;
    return false;
}

static ent_status not_of_a_verb(cli *self) {
    ent_place place = {.file = self->operands[0]};
    ent_diagnosef(self->diagnostics, ENT_ERROR, "E-CLI-0005", &place, NULL, NULL, NULL,
                  "this file does not say which command line it is of");
    return ENT_INPUT;
}

/* The command line of the parts, with the format that is wanted here. */
static ent_status sum_up(cli *self, const cli_verb *verb, const char **words, size_t size) {
    const cli_common *common = &self->common;
    const char *const wanted[][2] = {
        {"--format", self->format}, {"--table", common->table}, {"--chart", common->chart}, {"--color", common->color}};
    size_t kept;
    const char **line = cli_lasting(self, verb, words, size, &kept);
    const char **all = ent_arena_array(self->arena, kept + 16, sizeof *all);
    size_t used = 1;
    if (line == NULL || all == NULL) return ENT_MEMORY;
    all[0] = line[0];
    if (common->front) all[used++] = "--front";
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        if (wanted[i][1] == NULL) continue;
        all[used++] = wanted[i][0];
        all[used++] = wanted[i][1];
    }
    memcpy(all + used, line + 1, (kept - 1) * sizeof *all); /* these last: they may hold -- */
    cli sub = {.arena = self->arena,
               .diagnostics = self->diagnostics,
               .program = self->program,
               .verbs = self->verbs,
               .verbs_size = self->verbs_size,
               .merge = {self->operands, self->operands_size}};
    ent_buffer_init(&sub.out, NULL);
    ent_status status = cli_run(&sub, all, used + kept - 1);
    ent_buffer_add(&self->out, sub.out.data != NULL ? sub.out.data : "", sub.out.size);
    ent_buffer_free(&sub.out);
    return status;
}

ent_status cli_merge(cli *self) {
    const char *what, *note;
    size_t size = 0;
    ent_status status = ent_sweep_read_note(&self->run, self->operands[0], self->arena, &what, &note);
    if (status != ENT_OK) return status;
    const char **words = ent_arena_array(self->arena, strlen(note) + 1, sizeof *words);
    if (words == NULL) return ENT_MEMORY;
    if (!read_words(self, note, words, &size) || strcmp(words[0], what) != 0) return not_of_a_verb(self);
    const cli_verb *verb = cli_verb_find(self, words[0]);
    if (verb == NULL || !has_parts(verb)) return not_of_a_verb(self);
    return sum_up(self, verb, words, size);
}
