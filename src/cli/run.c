/* One command line, from its words to the result. */
#include "cli/cli.h"
#include "games/lp.h"

#include <gmp.h>
#include <jansson.h>
#include <libxml/xmlversion.h>
#include <string.h>
#include <utf8proc.h>
#include <yaml.h>

static ent_status print_version(cli *self) {
    ent_buffer_printf(&self->out, "entente %s (commit %s)\n", ent_release(), ent_commit());
#ifdef _OPENMP
    ent_buffer_text(&self->out, "features: threads\n");
#else
    ent_buffer_text(&self->out, "features: none (built without threads)\n");
#endif
    ent_buffer_printf(&self->out, "libraries: libyaml %s, GMP %s, utf8proc %s, libxml2 %s, Jansson %s, CLP %s\n",
                      yaml_get_version_string(), gmp_version, utf8proc_version(), LIBXML_DOTTED_VERSION,
                      jansson_version_str(), ent_lp_solver_version());
    return ENT_OK;
}

static ent_status unknown_verb(cli *self, const char *word) {
    if (word[0] == '-')
        return cli_usage(self, "U-CLI-0001", "options follow the verb: entente VERB ...", "no verb before %s", word);
    const char **names = ent_arena_array(self->arena, self->verbs_size, sizeof *names);
    if (names == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < self->verbs_size; i++)
        names[i] = self->verbs[i].name;
    const char *hint = cli_suggest(self, word, names, self->verbs_size);
    return cli_usage(self, "U-CLI-0001", hint != NULL ? hint : "`entente help` lists the verbs", "unknown verb \"%s\"",
                     word);
}

/* Whether the user wants JSON, as far as can be told before the line is understood: errors follow it. */
static bool wants_json(const char *const *arguments, size_t size) {
    for (size_t i = 0; i < size; i++) {
        if (strcmp(arguments[i], "--json") == 0 || strcmp(arguments[i], "--format=json") == 0) return true;
        if (i > 0 && strcmp(arguments[i], "json") == 0 && strcmp(arguments[i - 1], "--format") == 0) return true;
    }
    return false;
}

ent_status cli_run(cli *self, const char *const *arguments, size_t size) {
    self->format = wants_json(arguments, size) ? "json" : "text";
    self->arguments = arguments;
    self->arguments_size = size;
    const char *word = size > 0 ? arguments[0] : "--help";
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
        cli_help(self, NULL, &self->out);
        return ENT_OK;
    }
    if (strcmp(word, "--version") == 0) return print_version(self);
    self->verb = cli_verb_find(self, word);
    if (self->verb == NULL) return unknown_verb(self, word);
    ent_status status = cli_parse(self);
    if (self->common.help) {
        ent_diagnostics_clear(self->diagnostics);
        cli_help(self, self->verb, &self->out);
        return ENT_OK;
    }
    if (status != ENT_OK) return status;
    self->run = (ent_run){.diagnostics = self->diagnostics,
                          .lenses = cli_lenses,
                          .lenses_size = cli_lenses_size,
                          .seed = self->common.seed,
                          .threads = (unsigned)self->common.threads,
                          .rows = self->common.rows};
    if (self->verb->common & CLI_RUN) ent_run_start_threads(&self->run);
    cli_watch_start(self);
    status = self->verb->run(self);
    cli_watch_stop(self);
    return status == ENT_OK && self->out.failed ? ENT_MEMORY : status;
}
