/* The lens: options, what they need of the case, and the order of the findings. */
#include "lens/share/share.h"

#include <math.h>
#include <string.h>

/* ---- options ------------------------------------------------------------------------------------------------- */

static const char *const views[] = {"game", "savings", "dual", NULL};

#define OPTION(field) offsetof(share_options, field)

static const ent_option_row option_rows[] = {
    {"project", ENT_OPTION_TEXT, OPTION(project), NULL, 0, 0, NULL, "PROJECT", "only this project (default: all)"},
    {"rule", ENT_OPTION_LIST, OPTION(rule), NULL, 0, 0, NULL, "RULE,...",
     "only these rules: scrb,shapley,nucleolus, or the id of a key (default: those usual for the kind of project)"},
    {"on", ENT_OPTION_CHOICE, OPTION(on), "game", 0, 0, views, "GAME",
     "divide costs (game), what going together saves (savings), or look at what each group adds to the others (dual)"},
    {"union", ENT_OPTION_LIST, OPTION(unions), NULL, 0, 0, NULL, "A+B",
     "these bargain as one, in the place of the project's unions; may be given several times"},
    {"order", ENT_OPTION_TEXT, OPTION(order), NULL, 0, 0, NULL, "A,B,...",
     "order of joining for the rule incremental: all participants"},
    {"leave", ENT_OPTION_LIST, OPTION(leave), NULL, 0, 0, NULL, "PARTY",
     "what changes if this one leaves (default: each in turn, up to 12 participants)"},
    {"individual", ENT_OPTION_FLAG, OPTION(individual), NULL, 0, 0, NULL, NULL,
     "nucleolus of costs: nobody pays more than alone (of values it always holds)"},
    {"above-quota", ENT_OPTION_FLAG, OPTION(above_quota), NULL, 0, 0, NULL, NULL,
     "votes: a group wins with more than the quota, not with the quota itself"},
    {"rise", ENT_OPTION_NUMBER, OPTION(rise), "1", 0, 1000, NULL, "PERCENT",
     "by how much the total rises where it is asked who would then pay less; 0: do not ask"},
    {"draws", ENT_OPTION_COUNT, OPTION(draws), "500", 0, 100000, NULL, "N",
     "draws of the numbers that carry a range (low, high, dist, coders); 0: none"},
    {"worst", ENT_OPTION_COUNT, OPTION(worst), "3", 0, 1000, NULL, "N",
     "groups listed for each rule, those with most reason to object first"},
    {"dividends", ENT_OPTION_COUNT, OPTION(dividends), "20", 0, 1 << 20, NULL, "N",
     "groups listed by what they make that none of their parts makes, the largest first; 0: none"},
    {"corners", ENT_OPTION_COUNT, OPTION(corners), "50", 0, 5000, NULL, "N",
     "corners of the core listed, up to 8 participants; 0: do not look for them"},
    {"decimals", ENT_OPTION_NUMBER, OPTION(decimals), "-1", -1, 9, NULL, "N",
     "decimals of amounts for people (-1: as needed)"},
    {"players", ENT_OPTION_COUNT, OPTION(players), "25", 1, ENT_TU_PLAYERS, NULL, "N",
     "the most participants for which all groups are looked at: 2^N numbers of 8 bytes"},
};

/* ---- what the options ask of the case ------------------------------------------------------------------------ */

static ent_status refuse(const share *s, const char *id, const char *hint, const char *message) {
    ent_diagnosef(s->run->diagnostics, ENT_ERROR, id, NULL, NULL, hint, NULL, "%s", message);
    return ENT_USAGE;
}

static const char *meant(const share *s, const char *word, const char *const *candidates, size_t size,
                         const char *otherwise) {
    const char *near = ent_closest(word, candidates, size);
    return near != NULL ? share_text(s, "did you mean %s?", near) : otherwise;
}

static ent_status check_project(share *s) {
    const char *wanted = s->options->project;
    if (wanted == NULL) return ENT_OK;
    const char **ids = ent_arena_array(s->arena, s->source->projects_size, sizeof *ids);
    if (ids == NULL) return ENT_MEMORY;
    for (size_t k = 0; k < s->source->projects_size; k++) {
        ids[k] = s->source->projects[k].id;
        if (strcmp(ids[k], wanted) == 0) return ENT_OK;
    }
    const char *all = share_list(s, ids, s->source->projects_size);
    return refuse(s, "U-SHARE-0001", meant(s, wanted, ids, s->source->projects_size, share_text(s, "it has %s", all)),
                  share_text(s, "the case has no project \"%s\"", wanted));
}

static bool in_hand(const share *s, const ent_project *project) {
    return s->options->project == NULL || strcmp(project->id, s->options->project) == 0;
}

/* All ids that --rule may name here. */
static const char **rule_names(share *s, size_t *size) {
    size_t most = SHARE_RULES;
    for (size_t k = 0; k < s->source->projects_size; k++)
        most += 2 * s->source->projects[k].keys_size;
    const char **names = ent_arena_array(s->arena, most, sizeof *names);
    *size = 0;
    for (size_t k = 0; names != NULL && k < SHARE_RULES; k++)
        names[(*size)++] = share_rules[k].id;
    for (size_t k = 0; names != NULL && k < s->source->projects_size; k++) {
        const ent_project *project = &s->source->projects[k];
        for (size_t i = 0; i < project->keys_size && in_hand(s, project); i++) {
            names[(*size)++] = project->keys[i].id;
            if (project->keys[i].rounded) names[(*size)++] = share_text(s, "%s-rounded", project->keys[i].id);
        }
    }
    return names;
}

static ent_status check_rule(share *s, const char *word, const char *const *names, size_t size) {
    for (size_t k = 0; k < size; k++)
        if (strcmp(names[k], word) == 0) return ENT_OK;
    return refuse(s, "U-SHARE-0002",
                  meant(s, word, names, size, "docs/share.md lists the rules; a key of the project is named by its id"),
                  share_text(s, "there is no rule \"%s\"", word));
}

static ent_status check_rules(share *s) {
    size_t size = 0;
    const char **names = rule_names(s, &size);
    if (names == NULL) return ENT_MEMORY;
    for (size_t k = 0; k < s->options->rule.size; k++) {
        for (const char *at = s->options->rule.items[k]; *at != '\0';) {
            const size_t length = strcspn(at, ",");
            ent_status status = check_rule(s, share_text(s, "%.*s", (int)length, at), names, size);
            if (status != ENT_OK) return status;
            at += length + (at[length] == ',');
        }
    }
    return ENT_OK;
}

/* The id of a key names a column, as that of a rule does: one of the two could not be asked for. */
static ent_status check_keys(const share *s, const ent_project *project) {
    for (size_t k = 0; k < project->keys_size; k++) {
        const ent_key *key = &project->keys[k];
        const char *path = share_text(s, "projects.%s.keys.%s", project->id, key->id);
        const ent_place place = ent_node_place(s->source, key->node);
        const share_rule *rule = share_rule_find(key->id);
        if (rule != NULL && (rule->needs & SHARE_NEEDS_KEY) == 0) { /* that of keys stands for them all */
            ent_diagnosef(s->run->diagnostics, ENT_ERROR, "E-SHARE-0004", &place, path,
                          share_text(s, "give the key another id, such as %s-key", key->id), NULL,
                          "the key has the id of a rule, \"%s\"", key->id);
            return ENT_INPUT;
        }
        for (size_t i = 0; i < project->keys_size; i++) {
            if (!project->keys[i].rounded) continue;
            if (strcmp(key->id, share_text(s, "%s-rounded", project->keys[i].id)) != 0) continue;
            ent_diagnosef(s->run->diagnostics, ENT_ERROR, "E-SHARE-0004", &place, path, "give the key another id", NULL,
                          "the key has the id that the rounded shares of \"%s\" have", project->keys[i].id);
            return ENT_INPUT;
        }
    }
    return ENT_OK;
}

static ent_status check_options(share *s) {
    size_t shown = 0;
    ent_status status = check_project(s);
    for (size_t k = 0; k < s->source->projects_size; k++)
        shown += in_hand(s, &s->source->projects[k]);
    s->several = shown > 1;
    if (status != ENT_OK) return status;
    const share_options *o = s->options;
    if (s->several && (o->unions.size > 0 || o->order != NULL || o->leave.size > 0))
        return refuse(s, "U-SHARE-0004", "say which one with --project",
                      "--union, --order and --leave speak of one project, and the case has several");
    return check_rules(s);
}

/* ---- one project --------------------------------------------------------------------------------------------- */

/* Whole amounts stay whole; else about four figures. */
static int digits_of(const share *s) {
    if (s->options->decimals >= 0) return (int)s->options->decimals;
    const double total = fabs(ent_mpq_value(*s->problem.total));
    if (!(total > 0)) return 2;
    const double digits = 3 - floor(log10(total));
    return digits < 0 ? 0 : digits > 6 ? 6 : (int)digits;
}

static ent_status fit_or_refuse(const share *s) {
    for (size_t k = 0; k < s->columns.size; k++) {
        const share_column *column = &s->columns.at[k];
        const char *why = column->asked ? share_unfit(column->rule, &s->problem, s->options->players) : NULL;
        if (why == NULL || s->several) continue;
        return refuse(s, "U-SHARE-0003",
                      share_text(s, "%s is given by %s", s->problem.project->id, share_form_words(s->problem.form)),
                      share_text(s, "the rule %s does not fit %s: %s", column->id, s->problem.project->id, why));
    }
    return ENT_OK;
}

static ent_status compute_columns(share *s) {
    const share_work work = {
        .run = s->run, .problem = &s->problem, .players = s->options->players, .individual = s->options->individual};
    for (size_t k = 0; k < s->columns.size; k++) {
        share_column *column = &s->columns.at[k];
        ent_run_progress(s->run, (double)k / (double)s->columns.size, column->label);
        ent_status status = share_compute(&work, column, &column->answer);
        if (status != ENT_OK) return status;
    }
    return ENT_OK;
}

static ent_status report(share *s) {
    static ent_status (*const parts[])(share *) = {share_shares,     share_keys,       share_beside, share_objections,
                                                   share_least_core, share_corners,    share_kernel, share_dividends,
                                                   share_subsidies,  share_monotone,   share_leave,  share_draws,
                                                   share_principles, share_properties, share_charts, share_page};
    ent_status status = ENT_OK;
    for (size_t k = 0; k < sizeof parts / sizeof parts[0] && status == ENT_OK; k++)
        status = parts[k](s);
    share_left_out(s);
    share_notes(s);
    return status;
}

static ent_status one_project(share *s, const ent_project *project) {
    share_ask ask = {.project = project, .above_quota = s->options->above_quota};
    ask.view = strcmp(s->options->on, "savings") == 0 ? SHARE_SAVINGS
               : strcmp(s->options->on, "dual") == 0  ? SHARE_DUAL
                                                      : SHARE_GAME;
    ask.unions = &s->options->unions;
    ask.order = s->options->order;
    ask.players = s->options->players;
    ent_status status = share_problem_make(s->source, &ask, s->run, s->arena, &s->problem);
    if (status == ENT_OK) status = share_columns_make(&s->problem, &s->options->rule, s->arena, &s->columns);
    if (status == ENT_OK) status = fit_or_refuse(s);
    if (status == ENT_OK) {
        s->unit = ent_unit_text(&project->unit, s->arena);
        if (s->unit == NULL) s->unit = "";
        s->digits = digits_of(s);
        share_find_uses(s);
        status = compute_columns(s);
    }
    if (status == ENT_OK) status = report(s);
    share_columns_free(&s->columns);
    share_problem_free(&s->problem);
    return status;
}

/* ---- running ------------------------------------------------------------------------------------------------- */

static ent_status all_projects(share *s) {
    ent_status status = check_options(s);
    for (size_t k = 0; k < s->source->projects_size && status == ENT_OK; k++)
        if (in_hand(s, &s->source->projects[k])) status = check_keys(s, &s->source->projects[k]);
    for (size_t k = 0; k < s->source->projects_size && status == ENT_OK; k++)
        if (in_hand(s, &s->source->projects[k])) status = one_project(s, &s->source->projects[k]);
    if (status != ENT_OK) return status;
    share_headline(s);
    ent_findings_method(s->out, "arithmetic", ent_text("fractions; over all groups whole numbers in a common unit"));
    ent_findings_method(s->out, "divided", ent_text(s->options->on));
    ent_findings_method(s->out, "objection", ent_text("paying more (getting less) than the group would by itself"));
    if (s->people)
        ent_findings_note(
            s->out, ENT_NOTE, "N-SHARE-0002", NULL,
            "Each rule is fair by its own principle, none by all. Who would be better off alone is a fact "
            "about the numbers; which principle should hold is for the parties.");
    return ENT_OK;
}

static ent_status run(const ent_case *source, const void *options, const ent_run *run_with, ent_findings *out) {
    share s = {.run = run_with, .source = source, .options = options, .out = out, .sentence = ""};
    s.people = !run_with->metrics_only;
    s.arena = ent_arena_new(ent_run_allocator(run_with));
    if (s.arena == NULL) return ENT_MEMORY;
    ent_status status = all_projects(&s);
    if (status == ENT_OK && ent_arena_failed(s.arena)) status = ENT_MEMORY;
    ent_arena_free(s.arena);
    return status;
}

static const char *const examples[] = {"entente share tva", "entente share tva --rule scrb,shapley,nucleolus --csv",
                                       "entente share talmud --rule talmud,cea,proportional",
                                       "entente share nato-common-funding --json", NULL};
static const char *const lens_needs[] = {"projects", NULL};

const ent_lens ent_lens_share = {
    .name = "share",
    .question = "Who should pay how much, by which rule, and who would object?",
    .about =
        "Divides what the projects of a case cost or are worth: by keys first (income, population, use, with floors, "
        "ceilings, phase-in and rounding that adds up), then by the rules for joint costs, claims, trees and games, "
        "each "
        "with its principle in words and a proof where there is one. What each gains over standing alone, who "
        "subsidises "
        "whom, which allocations leave no group reason to go alone and which group objects to the others, what changes "
        "when the total rises or a partner leaves, and how much hangs on judged numbers.",
    .examples = examples,
    .options = option_rows,
    .options_size = sizeof option_rows / sizeof option_rows[0],
    .options_bytes = sizeof(share_options),
    .needs = lens_needs,
    .brief_order = 40,
    .run = run,
    .messages = share_messages,
    .messages_size = SHARE_MESSAGES,
};
