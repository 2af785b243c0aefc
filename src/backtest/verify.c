/* Whether a frozen forecast still stands: read again, and made again from the case as it is now. */
#include <entente/backtest.h>

#include <jansson.h>
#include <string.h>

typedef struct verifier {
    const ent_run *run;
    const char *name; /* of the frozen file */
    const ent_case *subject;
    json_t *then, *now;
    ent_buffer *out;
    size_t differ;
} verifier;

static const char *text_at(const json_t *object, const char *key) {
    const char *text = json_string_value(json_object_get(object, key));
    return text != NULL ? text : "";
}

static ent_status refuse(const verifier *v, size_t line, const char *what) {
    const ent_place place = {.file = v->name, .line = line};
    ent_diagnosef(v->run->diagnostics, ENT_ERROR, "E-BACKTEST-0004", &place, NULL, NULL, NULL, "%s", what);
    return ENT_INPUT;
}

static void differs(verifier *v, const char *path, const char *what, const char *which) {
    const ent_place place = {.file = v->name};
    v->differ++;
    ent_diagnosef(v->run->diagnostics, ENT_ERROR, "E-BACKTEST-0005", &place, path, NULL, NULL, "%s%s", which, what);
}

/* ---- what is compared --------------------------------------------------------------------------------------- */

static const json_t *file_named(const json_t *list, const char *name) {
    for (size_t i = 0; i < json_array_size(list); i++)
        if (strcmp(text_at(json_array_get(list, i), "name"), name) == 0) return json_array_get(list, i);
    return NULL;
}

static void compare_files(verifier *v) {
    const json_t *then = json_object_get(v->then, "files"), *now = json_object_get(v->now, "files");
    size_t before = v->differ;
    for (size_t i = 0; i < json_array_size(then); i++) {
        const char *name = text_at(json_array_get(then, i), "name");
        const json_t *other = file_named(now, name);
        if (other == NULL)
            differs(v, NULL, " belongs to the case no longer", name);
        else if (!json_equal(json_array_get(then, i), other))
            differs(v, NULL, " has changed since", name);
    }
    for (size_t i = 0; i < json_array_size(now); i++) {
        const char *name = text_at(json_array_get(now, i), "name");
        if (file_named(then, name) == NULL) differs(v, NULL, " has come to the case since", name);
    }
    if (v->differ == before) ent_buffer_printf(v->out, "files: the same (%zu)\n", json_array_size(then));
}

/* A later build may know more models, or say in other words why one has nothing to say: neither is a forecast. */
static bool same_forecast(const json_t *then, const json_t *now) {
    return json_equal(then, now) || (json_object_get(then, "none") != NULL && json_object_get(now, "none") != NULL);
}

/* Both have the same order, but for what one of them lacks. */
static bool all_made_again(const json_t *then, const json_t *now) {
    const size_t made = json_array_size(now);
    size_t at = 0;
    for (size_t i = 0; i < json_array_size(then); i++, at++) {
        const json_t *row = json_array_get(then, i);
        while (at < made && (strcmp(text_at(row, "issue"), text_at(json_array_get(now, at), "issue")) != 0 ||
                             strcmp(text_at(row, "model"), text_at(json_array_get(now, at), "model")) != 0))
            at++;
        if (at == made || !same_forecast(row, json_array_get(now, at))) return false;
    }
    return true;
}

static void compare_forecasts(verifier *v) {
    const json_t *then = json_object_get(v->then, "forecasts"), *now = json_object_get(v->now, "forecasts");
    const bool same_build = strcmp(text_at(v->then, "release"), ent_release()) == 0 &&
                            strcmp(text_at(v->then, "commit"), ent_commit()) == 0;
    if (json_equal(then, now) || (!same_build && v->differ == 0 && all_made_again(then, now))) {
        const size_t frozen = json_array_size(then), made = json_array_size(now);
        ent_buffer_printf(v->out, "forecasts: the same (%zu)\n", frozen);
        if (made > frozen) ent_buffer_printf(v->out, "models that came since: %zu forecasts\n", made - frozen);
        return;
    }
    if (same_build || v->differ > 0) {
        differs(v, "forecasts", "", "made again, the forecasts are not those of the file");
        return;
    }
    const ent_place place = {.file = v->name};
    ent_buffer_text(v->out, "forecasts: another build makes others\n");
    ent_diagnosef(v->run->diagnostics, ENT_WARNING, "W-BACKTEST-0101", &place, "forecasts", NULL, NULL,
                  "the file is of release %s (%s), which made other forecasts than this one, %s (%s)",
                  text_at(v->then, "release"), text_at(v->then, "commit"), ent_release(), ent_commit());
}

static void compare_head(verifier *v) {
    static const char *const keys[] = {"case", "as_of"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(text_at(v->then, keys[i]), text_at(v->now, keys[i])) != 0)
            differs(v, keys[i], " is not that of the case", keys[i]);
}

/* ---- the whole ---------------------------------------------------------------------------------------------- */

static ent_status parse(verifier *v, const char *data, size_t size) {
    json_error_t error;
    v->then = json_loadb(data, size, JSON_REJECT_DUPLICATES, &error);
    if (v->then == NULL)
        return refuse(v, error.line > 0 ? (size_t)error.line : 0, "the file is not whole: it is no JSON");
    bool good = strcmp(text_at(v->then, "format"), "entente-freeze/1") == 0 &&
                json_is_array(json_object_get(v->then, "files")) &&
                json_is_array(json_object_get(v->then, "forecasts")) &&
                json_is_integer(json_object_get(v->then, "draws")) &&
                json_is_integer(json_object_get(v->then, "seed")) && text_at(v->then, "date")[0] != '\0';
    return good ? ENT_OK : refuse(v, 0, "the file was not written by `entente freeze`");
}

/* The same options, on the case as it is. */
static ent_status make_again(verifier *v) {
    ent_run run = *v->run;
    ent_freeze_options options = {.date = {0}};
    json_int_t draws = json_integer_value(json_object_get(v->then, "draws"));
    ent_buffer text;
    if (!ent_read_date(text_at(v->then, "date"), &options.date) || draws < 0 || draws > ENT_FREEZE_DRAWS)
        return refuse(v, 0, "its date or its number of draws is none");
    options.draws = (size_t)draws;
    run.seed = (uint64_t)json_integer_value(json_object_get(v->then, "seed"));
    ent_buffer_init(&text, ent_run_allocator(v->run));
    ent_status status = ent_freeze_write(&run, v->subject, &options, &text);
    if (status == ENT_OK) v->now = json_loadb(text.data, text.size, 0, NULL);
    if (status == ENT_OK && v->now == NULL) status = ENT_MEMORY;
    ent_buffer_free(&text);
    return status;
}

static ent_status compare_hash(verifier *v, const char *data, size_t size, const char *hash) {
    char hex[65];
    ent_sha256(data, size, hex);
    if (hash == NULL) {
        ent_buffer_printf(v->out, "sha256: %s\n", hex);
        return ENT_OK;
    }
    bool same = strlen(hash) == 64;
    for (size_t i = 0; same && i < 64; i++)
        same = hex[i] == (hash[i] >= 'A' && hash[i] <= 'F' ? (char)(hash[i] + 32) : hash[i]);
    if (same)
        ent_buffer_text(v->out, "sha256: the one that was published\n");
    else
        differs(v, NULL, hex, "the SHA-256 of the file is ");
    return ENT_OK;
}

ent_status ent_freeze_verify(const ent_run *run, const char *name, const char *data, size_t size, const char *hash,
                             const ent_case *subject, ent_buffer *out) {
    const ent_run plain = {.threads = 1};
    if (run == NULL) run = &plain;
    verifier v = {.run = run, .name = name, .subject = subject, .out = out};
    ent_status status = parse(&v, data, size);
    if (status == ENT_OK) status = make_again(&v);
    if (status == ENT_OK) status = compare_hash(&v, data, size, hash);
    if (status == ENT_OK) {
        ent_buffer_printf(out, "date: %s\n", text_at(v.then, "date"));
        compare_head(&v);
        compare_files(&v);
        compare_forecasts(&v);
    }
    json_decref(v.then);
    json_decref(v.now);
    if (status == ENT_OK && out->failed) return ENT_MEMORY;
    return status == ENT_OK && v.differ > 0 ? ENT_INPUT : status;
}
