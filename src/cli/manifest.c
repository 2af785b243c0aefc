/* Manifests: what a run stands on, so that `entente rerun` can repeat it. */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>
#include <yaml.h>

enum { MOST_MANIFEST = 1 << 20, MOST_FILE = 1 << 28 };

static bool hash_file(const char *path, char hex[65]) {
    char *data;
    size_t size;
    if (ent_file_read(NULL, path, MOST_FILE, &data, &size, NULL) != ENT_OK) return false;
    ent_sha256(data, size, hex);
    ent_free(NULL, data);
    return true;
}

static void write_file_row(ent_buffer *out, const char *path, bool *first) {
    char hex[65];
    if (path == NULL || !hash_file(path, hex)) return;
    ent_buffer_text(out, *first ? "\n    {\"path\": " : ",\n    {\"path\": ");
    *first = false;
    ent_json_string(out, path);
    ent_buffer_printf(out, ", \"sha256\": \"%s\"}", hex);
}

static void write_files(cli *self, const ent_case *shown, ent_buffer *out, bool *first) {
    if (shown->path == NULL) return;
    write_file_row(out, shown->path, first);
    for (size_t i = 0; i < shown->sources_size; i++)
        if (shown->sources[i].file != NULL)
            write_file_row(out, ent_file_beside(self->arena, shown->path, shown->sources[i].file), first);
}

/* Arguments without --manifest itself, and without --checkpoint: a rerun computes. */
static void write_arguments(cli *self, ent_buffer *out) {
    bool first = true;
    for (size_t i = 0; i < self->arguments_size; i++) {
        const char *word = self->arguments[i];
        if (strcmp(word, "--manifest") == 0 || strcmp(word, "--checkpoint") == 0) {
            i++;
            continue;
        }
        if (strncmp(word, "--manifest=", 11) == 0 || strncmp(word, "--checkpoint=", 13) == 0) continue;
        if (!first) ent_buffer_text(out, ", ");
        ent_json_string(out, word);
        first = false;
    }
}

static ent_status write_manifest(cli *self) {
    ent_buffer out;
    ent_buffer_init(&out, NULL);
    ent_buffer_printf(&out,
                      "{\n  \"format\": \"entente-manifest/1\",\n  \"release\": \"%s\",\n  \"commit\": \"%s\",\n"
                      "  \"arguments\": [",
                      ent_release(), ent_commit());
    write_arguments(self, &out);
    ent_buffer_printf(&out, "],\n  \"findings\": \"%s\",\n  \"files\": [", self->findings);
    bool first = true;
    for (size_t i = 0; i < self->shown_size; i++)
        write_files(self, self->shown[i], &out, &first);
    ent_buffer_text(&out, "\n  ]\n}\n");
    ent_status status =
        out.failed ? ENT_MEMORY : ent_file_write(self->common.manifest, out.data, out.size, self->diagnostics);
    ent_buffer_free(&out);
    return status;
}

/* Hashes the findings as JSON, whatever format was asked for. */
static ent_status remember(cli *self, const ent_findings *findings) {
    ent_buffer json;
    ent_buffer_init(&json, NULL);
    ent_status status = ent_render_json(findings, NULL, &json);
    char *hex = ent_arena_alloc(self->arena, 65);
    if (status == ENT_OK && hex == NULL) status = ENT_MEMORY;
    if (status == ENT_OK) {
        ent_sha256(json.data, json.size, hex);
        self->findings = hex;
    }
    ent_buffer_free(&json);
    return status;
}

ent_status cli_show_remembered(cli *self, const ent_findings *findings) {
    ent_status status = cli_show(self, findings);
    if (status != ENT_OK || (self->common.manifest == NULL && !self->again)) return status;
    status = remember(self, findings);
    return status == ENT_OK && !self->again ? write_manifest(self) : status;
}

/* ---- reading: JSON is YAML, and the reader of case files is at hand ----------------------------------------- */

typedef struct file_row {
    const char *path, *hash;
} file_row;

typedef struct manifest {
    const char *format, *release, *commit, *findings;
    const char **arguments;
    size_t arguments_size;
    file_row *files;
    size_t files_size;
    size_t capacity; /* of both lists */
} manifest;

static const char *scalar(cli *self, const yaml_event_t *event) {
    return ent_arena_copy(self->arena, (const char *)event->data.scalar.value, event->data.scalar.length);
}

/* Takes one text at the key it stands under; the depth tells lists of the top from rows of files. */
static bool take(manifest *into, const char *key, const char *row_key, const char *text) {
    if (text == NULL) return false;
    if (row_key != NULL && into->files_size > 0) {
        file_row *row = &into->files[into->files_size - 1];
        if (strcmp(row_key, "path") == 0) row->path = text;
        if (strcmp(row_key, "sha256") == 0) row->hash = text;
        return true;
    }
    if (strcmp(key, "arguments") == 0 && into->arguments_size < into->capacity)
        into->arguments[into->arguments_size++] = text;
    if (strcmp(key, "format") == 0) into->format = text;
    if (strcmp(key, "release") == 0) into->release = text;
    if (strcmp(key, "commit") == 0) into->commit = text;
    if (strcmp(key, "findings") == 0) into->findings = text;
    return true;
}

/* Walks the events: {key: text | [text...] | [{key: text}...]}. False for other shapes. */
static bool walk(cli *self, yaml_parser_t *parser, manifest *into) {
    const char *key = NULL, *row_key = NULL;
    int depth = 0, lists = 0;
    for (bool more = true; more;) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event)) return false;
        bool fine = true;
        switch (event.type) {
        case YAML_MAPPING_START_EVENT:
            depth++;
            if (depth == 2 && lists == 1 && into->files_size < into->capacity) into->files_size++;
            fine = depth <= 2;
            break;
        case YAML_MAPPING_END_EVENT:
            depth--;
            break;
        case YAML_SEQUENCE_START_EVENT:
            lists++;
            fine = lists == 1 && key != NULL;
            break;
        case YAML_SEQUENCE_END_EVENT:
            lists--;
            key = NULL;
            break;
        case YAML_SCALAR_EVENT: {
            const char *text = scalar(self, &event);
            const char **slot = depth == 2 ? &row_key : &key;
            if (*slot == NULL) {
                *slot = text;
                fine = text != NULL && depth > 0;
            } else {
                fine = take(into, key, depth == 2 ? row_key : NULL, text);
                if (depth == 2) row_key = NULL;
                if (depth == 1 && lists == 0) key = NULL;
            }
            break;
        }
        case YAML_ALIAS_EVENT:
            fine = false;
            break;
        default:
            more = event.type != YAML_STREAM_END_EVENT;
        }
        yaml_event_delete(&event);
        if (!fine) return false;
    }
    return true;
}

static bool parse(cli *self, const char *data, size_t size, manifest *into) {
    yaml_parser_t parser;
    into->capacity = size / 2 + 1; /* more texts do not fit into so many bytes */
    into->arguments = ent_arena_array(self->arena, into->capacity, sizeof *into->arguments);
    into->files = ent_arena_array(self->arena, into->capacity, sizeof *into->files);
    if (into->arguments == NULL || into->files == NULL || !yaml_parser_initialize(&parser)) return false;
    yaml_parser_set_input_string(&parser, (const unsigned char *)data, size);
    bool whole = walk(self, &parser, into);
    yaml_parser_delete(&parser);
    return whole && into->format != NULL && strcmp(into->format, "entente-manifest/1") == 0 && into->release != NULL &&
           into->commit != NULL && into->findings != NULL && into->arguments_size > 0;
}

/* ---- repeating ---------------------------------------------------------------------------------------------- */

/* Tells what is no longer as it was. */
static void compare_conditions(cli *self, const manifest *then) {
    if (strcmp(then->release, ent_release()) != 0 || strcmp(then->commit, ent_commit()) != 0)
        ent_diagnosef(self->diagnostics, ENT_WARNING, "W-CLI-0001", NULL, NULL, NULL, NULL,
                      "the manifest is of release %s (%s); this is %s (%s)", then->release, then->commit, ent_release(),
                      ent_commit());
    for (size_t i = 0; i < then->files_size; i++) {
        char hex[65];
        const file_row *row = &then->files[i];
        if (row->path == NULL || row->hash == NULL) continue;
        if (!hash_file(row->path, hex))
            ent_diagnosef(self->diagnostics, ENT_WARNING, "W-CLI-0001", NULL, NULL, NULL, NULL, "%s cannot be read",
                          row->path);
        else if (strcmp(hex, row->hash) != 0)
            ent_diagnosef(self->diagnostics, ENT_WARNING, "W-CLI-0001", NULL, NULL, NULL, NULL, "%s has changed since",
                          row->path);
    }
}

static ent_status repeat(cli *self, const manifest *then, bool verify) {
    cli again = {.arena = self->arena,
                 .diagnostics = self->diagnostics,
                 .program = self->program,
                 .verbs = self->verbs,
                 .verbs_size = self->verbs_size,
                 .again = true};
    const cli_verb *verb = cli_verb_find(self, then->arguments[0]);
    if (verb == NULL || (verb->common & CLI_MANIFEST) == 0) {
        cli_usage(self, "E-CLI-0002", NULL, "the manifest's verb \"%s\" cannot be repeated", then->arguments[0]);
        return ENT_INPUT;
    }
    ent_buffer_init(&again.out, NULL);
    ent_status status = cli_run(&again, then->arguments, then->arguments_size);
    bool same = again.findings != NULL && strcmp(again.findings, then->findings) == 0;
    if (verify)
        ent_buffer_printf(&self->out, "%s\n", same ? "the findings are the same" : "the findings differ");
    else
        ent_buffer_add(&self->out, again.out.data != NULL ? again.out.data : "", again.out.size);
    ent_buffer_free(&again.out);
    if (status != ENT_OK || same) return status;
    ent_diagnosef(self->diagnostics, ENT_ERROR, "E-CLI-0003", NULL, NULL, NULL, NULL,
                  "the findings differ from those of the manifest");
    return ENT_INPUT;
}

ent_status cli_rerun(cli *self) {
    const cli_rerun_options *options = self->options;
    const char *path = self->operands[0];
    char *data;
    size_t size;
    manifest then = {0};
    ent_status status = ent_file_read(NULL, path, MOST_MANIFEST, &data, &size, self->diagnostics);
    if (status != ENT_OK) return status;
    bool whole = parse(self, data, size, &then);
    ent_free(NULL, data);
    if (!whole) {
        ent_place place = {.file = path};
        ent_diagnosef(self->diagnostics, ENT_ERROR, "E-CLI-0002", &place, NULL, NULL, NULL,
                      "not a manifest of Entente");
        return ENT_INPUT;
    }
    compare_conditions(self, &then);
    return repeat(self, &then, options->verify);
}
