/* One package as the parties to these talks see it: what it is worth, who would sign. */
#include "negotiate.h"

static ent_status problem(const negotiate *n, const char *id, const char *hint, const char *message) {
    ent_diagnosef(n->run->diagnostics, ENT_ERROR, id, NULL, NULL, hint, NULL, "%s", message);
    return ENT_USAGE;
}

/* An option for every issue at the table. */
static ent_status read_options(const negotiate *n, uint32_t *outcome) {
    ent_package package = {0};
    ent_status status = ent_package_read(n->run, n->source, n->options->package, n->arena, &package);
    const char *open = "";
    for (size_t j = 0; j < n->model->issues && status == ENT_OK; j++) {
        const ent_level *level = ent_package_level(&package, n->model->issue[j]);
        const char *id = ent_words_issue(&n->words, j)->id;
        if (!level)
            open = negotiate_text(n, "%s%s%s", open, *open ? ", " : "", id);
        else if (level->option == ENT_NOWHERE)
            status =
                problem(n, "U-NEGOTIATE-0004", "name a step of the range; `entente bargain` values amounts between",
                        negotiate_text(n, "the amount of %s lies between the steps that are negotiated about", id));
        else
            outcome[j] = (uint32_t)level->option;
    }
    if (status != ENT_OK || !*open) return status;
    return problem(n, "U-NEGOTIATE-0003", "name an option for every issue at the table",
                   negotiate_text(n, "the package says nothing about %s", open));
}

static bool crosses_own_line(const negotiate *n, size_t party, const uint32_t *outcome) {
    for (size_t l = 0; l < n->model->limits_size; l++) {
        const size_t j = (size_t)ent_model_issue(n->model, n->model->limits[l]->when.issue);
        if (n->model->excludes[l][ent_model_flat(n->model, j, outcome[j])] &&
            ent_model_draws_line(n->model, party, n->model->limits[l]))
            return true;
    }
    return false;
}

ent_status negotiate_package(negotiate *n) {
    if (!n->options->package || !*n->options->package) return ENT_OK;
    uint32_t *outcome = ent_arena_array(n->arena, n->model->issues, sizeof *outcome);
    if (!outcome) return ENT_MEMORY;
    const ent_status status = read_options(n, outcome);
    if (status != ENT_OK) return status;
    ent_table *table = ent_findings_table(n->out, "package", false, "Who would sign this package");
    ent_table_column(n->out, table, "party", "Party", "text", "", -1);
    ent_table_column(n->out, table, "utility", "Utility", "number", "", 3);
    ent_table_column(n->out, table, "no_deal", "No deal", "number", "", 3);
    ent_table_column(n->out, table, "accepted", "Accepts", "boolean", "", -1);
    for (size_t i = 0; i < n->domain->parties; i++) {
        const char *id = negotiate_party_id(n, i), *name = negotiate_party_name(n, i);
        const double utility = negotiate_scaled(n, i, ent_space_utility(n->space, i, outcome));
        const double reserved = n->domain->views[i].reserved;
        const bool accepts = utility >= reserved && !crosses_own_line(n, i, outcome);
        ent_info info =
            negotiate_info(negotiate_text(n, "Utility of %s, this package", name), NULL, 3, &n->uses.of_party[i]);
        ent_findings_metricf(n->out, ent_real(utility), &info, "package.utility.%s", id);
        info = negotiate_info(negotiate_text(n, "%s accepts this package", name), NULL, 0, &n->uses.all);
        ent_findings_metricf(n->out, ent_bool(accepts), &info, "package.accepted.%s", id);
        const ent_value cells[] = {ent_text(name), ent_real(utility), ent_real(reserved), ent_bool(accepts)};
        if (!n->run->metrics_only) ent_table_row(n->out, table, cells);
    }
    return ENT_OK;
}
