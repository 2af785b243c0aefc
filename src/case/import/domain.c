/* A domain with its parties, written as a case. */
#include "case/import/decimal.h"
#include "case/import/import.h"
#include "case/import/yaml_text.h"

#include <string.h>

/* ---- settling ---------------------------------------------------------------------------------------------- */

/* Whether an option is a number written in the plainest way: "-3", "2.5". */
static bool plain_number(const char *text) {
    if (*text == '-') text++;
    size_t whole = strspn(text, "0123456789");
    if (whole == 0 || whole > 12 || (whole > 1 && text[0] == '0')) return false;
    if (text[whole] == '\0') return true;
    size_t places = text[whole] == '.' ? strspn(text + whole + 1, "0123456789") : 0;
    return places > 0 && places <= 6 && text[whole + 1 + places] == '\0';
}

/* Options that are all numbers, and all different ones, are written as numbers and have an order. */
static bool all_numbers(import_job *job, const import_issue *issue) {
    const char **texts = ent_arena_array(job->arena, issue->options_size, sizeof *texts);
    for (size_t i = 0; texts != NULL && i < issue->options_size; i++) {
        import_decimal number;
        if (!plain_number(issue->options[i]) || !import_decimal_read(issue->options[i], &number)) return false;
        if (number.digits == 0 && issue->options[i][0] == '-') return false;
        texts[i] = import_decimal_text(number, job->arena);
        if (texts[i] == NULL) return false;
    }
    ent_names names;
    if (texts == NULL || !ent_names_make(&names, job->arena, texts, issue->options_size)) return false;
    for (size_t i = 1; i < names.size; i++)
        if (strcmp(names.rows[i - 1].text, names.rows[i].text) == 0) return false;
    return issue->options_size > 0;
}

bool import_domain_settle(import_job *job, import_domain *domain) {
    const char **names = ent_arena_array(job->arena, domain->issues_size, sizeof *names);
    const char **ids = ent_arena_array(job->arena, domain->issues_size, sizeof *ids);
    if (names == NULL || ids == NULL) return false;
    for (size_t i = 0; i < domain->issues_size; i++)
        names[i] = domain->issues[i].name;
    if (!import_make_ids(job, IMPORT_ISSUE_IDS, names, domain->issues_size, ids)) return false;
    for (size_t i = 0; i < domain->issues_size; i++) {
        import_issue *issue = &domain->issues[i];
        issue->id = ids[i];
        if (issue->kind == IMPORT_OPTIONS) issue->numeric = all_numbers(job, issue);
    }
    return !ent_arena_failed(job->arena);
}

/* "root" and the like name nothing: then the file does, or its folder where the file is just "domain". */
static const char *name_of(import_job *job, const char *title) {
    const char *id = import_id(job, title);
    if (id == NULL || (id[0] != '\0' && strcmp(id, "root") != 0 && strcmp(id, "domain") != 0)) return title;
    const char *file = job->files[0].name, *stem = import_stem(job, file);
    const char *slash = strrchr(file, '/');
    if (stem == NULL || strcmp(stem, "domain") != 0 || slash == NULL) return stem;
    const char *folder = ent_arena_copy(job->arena, file, (size_t)(slash - file));
    if (folder == NULL) return NULL;
    const char *name = strrchr(folder, '/');
    name = name != NULL ? name + 1 : folder;
    const char *of_folder = import_id(job, name);
    return of_folder != NULL && of_folder[0] != '\0' ? name : stem;
}

bool import_domain_parties(import_job *job, import_domain *domain) {
    domain->parties_size = job->files_size - 1;
    domain->parties = ent_arena_array(job->arena, domain->parties_size, sizeof *domain->parties);
    const char **names = ent_arena_array(job->arena, domain->parties_size, sizeof *names);
    const char **ids = ent_arena_array(job->arena, domain->parties_size, sizeof *ids);
    if (domain->parties == NULL || names == NULL || ids == NULL) return false;
    for (size_t i = 0; i < domain->parties_size; i++) {
        names[i] = import_stem(job, job->files[i + 1].name);
        if (names[i] == NULL) return false;
    }
    if (!import_make_ids(job, IMPORT_PARTY_IDS, names, domain->parties_size, ids)) return false;
    for (size_t i = 0; i < domain->parties_size; i++) {
        import_party *party = &domain->parties[i];
        *party = (import_party){.id = ids[i], .name = names[i], .file = job->files[i + 1].name};
        party->preferences = ent_arena_array(job->arena, domain->issues_size, sizeof *party->preferences);
        if (party->preferences == NULL) return false;
    }
    domain->title = name_of(job, domain->title);
    domain->id = domain->title != NULL ? import_id(job, domain->title) : NULL;
    if (domain->id != NULL && domain->id[0] == '\0') domain->id = "imported";
    return domain->id != NULL;
}

bool import_range_number(const import_issue *issue, size_t option, import_decimal *out) {
    import_decimal from, step;
    return import_decimal_read(issue->from, &from) && import_decimal_read(issue->step, &step) &&
           import_decimal_multiply(step, import_decimal_whole((int64_t)option), &step) &&
           import_decimal_add(from, step, out);
}

/* ---- writing ----------------------------------------------------------------------------------------------- */

static void indent(ent_buffer *out, size_t columns) {
    ent_buffer_repeat(out, " ", columns);
}

/* "    key: text" where there is a text. */
static void line(ent_buffer *out, size_t columns, const char *key, const char *text) {
    if (text == NULL) return;
    indent(out, columns);
    ent_buffer_printf(out, "%s: ", key);
    yaml_text(out, text);
    ent_buffer_char(out, '\n');
}

/* An id as a key, with what comes after it. Ids can be words such as null or no. */
static void id_key(ent_buffer *out, size_t columns, const char *id, const char *after) {
    indent(out, columns);
    yaml_text(out, id);
    ent_buffer_text(out, after);
}

static void number_line(ent_buffer *out, size_t columns, const char *key, const char *number) {
    if (number == NULL) return;
    indent(out, columns);
    ent_buffer_printf(out, "%s: %s\n", key, number);
}

/* Who answers for a party's numbers: whoever wrote its file. */
static const char *owner_of(import_job *job, const import_party *party) {
    const char *base = import_base(job, party->file);
    const char *text = base != NULL ? ent_arena_printf(job->arena, "the author of %s", base) : NULL;
    return text != NULL ? text : "";
}

static void write_parties(import_job *job, const import_domain *domain) {
    ent_buffer *out = job->out;
    ent_buffer_text(out, "\nparties:\n");
    for (size_t i = 0; i < domain->parties_size; i++) {
        const import_party *party = &domain->parties[i];
        id_key(out, 2, party->id, ":\n");
        line(out, 4, "name", party->name);
        number_line(out, 4, "discount", party->discount);
        if (party->discount == NULL) continue;
        ent_buffer_text(out, "    discount_per: session\n");
        line(out, 4, "judged_by", owner_of(job, party));
        line(out, 4, "because", party->because);
    }
}

static void write_issues(ent_buffer *out, const import_domain *domain) {
    ent_buffer_text(out, "\nissues:\n");
    for (size_t i = 0; i < domain->issues_size; i++) {
        const import_issue *issue = &domain->issues[i];
        id_key(out, 2, issue->id, ":\n");
        if (issue->name[strspn(issue->name, " ")] != '\0') line(out, 4, "name", issue->name);
        if (issue->kind != IMPORT_OPTIONS) {
            ent_buffer_printf(out, "    options: {from: %s, to: %s", issue->from, issue->to);
            if (issue->step != NULL) ent_buffer_printf(out, ", step: %s", issue->step);
            ent_buffer_text(out, "}\n");
            continue;
        }
        ent_buffer_text(out, "    options:\n");
        for (size_t k = 0; k < issue->options_size; k++) {
            ent_buffer_text(out, "      - ");
            if (issue->numeric)
                ent_buffer_text(out, issue->options[k]);
            else
                yaml_text(out, issue->options[k]);
            ent_buffer_char(out, '\n');
        }
    }
}

/* The text of an option, also of a range. */
static void option_key(import_job *job, const import_issue *issue, size_t option, size_t columns) {
    if (issue->kind == IMPORT_OPTIONS && !issue->numeric) {
        yaml_key(job->out, issue->options[option], columns);
    } else if (issue->kind == IMPORT_OPTIONS) {
        ent_buffer_printf(job->out, "%s: ", issue->options[option]);
    } else {
        import_decimal value;
        const char *text = NULL;
        if (import_range_number(issue, option, &value)) text = import_decimal_text(value, job->arena);
        ent_buffer_printf(job->out, "%s: ", text != NULL ? text : "");
    }
}

static void write_preference(import_job *job, const import_issue *issue, const import_preference *preference) {
    ent_buffer *out = job->out;
    if (preference->kind != IMPORT_VALUES) {
        id_key(out, 4, issue->id, ": {weight: ");
        ent_buffer_text(out, preference->weight);
        if (preference->kind == IMPORT_LINEAR)
            ent_buffer_printf(out, ", best: %s, worst: %s}\n", preference->best, preference->worst);
        else
            ent_buffer_printf(out, ", ideal: %s, tolerance: %s}\n", preference->ideal, preference->tolerance);
        return;
    }
    id_key(out, 4, issue->id, ":\n");
    ent_buffer_printf(out, "      weight: %s\n      values:\n", preference->weight);
    for (size_t k = 0; k < issue->options_size; k++) {
        indent(out, 8);
        option_key(job, issue, k, 8);
        ent_buffer_text(out, preference->values[k]);
        ent_buffer_char(out, '\n');
    }
}

static void write_preferences(import_job *job, const import_domain *domain) {
    ent_buffer_text(job->out, "\npreferences:\n");
    for (size_t i = 0; i < domain->parties_size; i++) {
        const import_party *party = &domain->parties[i];
        id_key(job->out, 2, party->id, ":\n");
        line(job->out, 4, "judged_by", owner_of(job, party));
        line(job->out, 4, "because", party->because);
        if (party->as_written) ent_buffer_text(job->out, "    scale: as-written\n");
        for (size_t k = 0; k < domain->issues_size; k++)
            if (party->preferences[k].given) write_preference(job, &domain->issues[k], &party->preferences[k]);
    }
}

static void write_condition(ent_buffer *out, const import_domain *domain, const import_condition *condition) {
    id_key(out, 0, domain->issues[condition->issue].id, ": {");
    if (condition->low != NULL) ent_buffer_printf(out, "at_least: %s", condition->low);
    if (condition->low != NULL && condition->high != NULL) ent_buffer_text(out, ", ");
    if (condition->high != NULL) ent_buffer_printf(out, "at_most: %s", condition->high);
    ent_buffer_char(out, '}');
}

static void write_interaction(import_job *job, const import_domain *domain, const import_party *party,
                              const import_interaction *one, size_t number) {
    ent_buffer *out = job->out;
    ent_buffer_printf(out, "  - {id: %s-%zu, party: ", party->id, number);
    id_key(out, 0, party->id, ", judged_by: ");
    yaml_text(out, owner_of(job, party));
    ent_buffer_text(out, ", because: ");
    yaml_text(out, party->because);
    ent_buffer_text(out, ", when: {");
    for (size_t k = 0; k < one->conditions_size; k++) {
        if (k > 0) ent_buffer_text(out, ", ");
        write_condition(out, domain, &one->conditions[k]);
    }
    ent_buffer_printf(out, "}, add: %s}\n", one->add);
}

static void write_interactions(import_job *job, const import_domain *domain) {
    bool begun = false;
    for (size_t i = 0; i < domain->parties_size; i++) {
        size_t number = 1;
        for (const import_interaction *one = domain->parties[i].interactions; one != NULL; one = one->next, number++) {
            if (!begun) ent_buffer_text(job->out, "\ninteractions:\n");
            begun = true;
            write_interaction(job, domain, &domain->parties[i], one, number);
        }
    }
}

static void write_outcome(import_job *job, const import_domain *domain, const import_party *party) {
    ent_buffer *out = job->out;
    ent_buffer_text(out, "    outcome:\n");
    for (size_t k = 0; k < domain->issues_size; k++) {
        const import_issue *issue = &domain->issues[k];
        if (party->outcome[k] == NULL) continue;
        id_key(out, 6, issue->id, ": ");
        if (issue->kind != IMPORT_OPTIONS || issue->numeric)
            ent_buffer_text(out, party->outcome[k]);
        else
            yaml_text(out, party->outcome[k]);
        ent_buffer_char(out, '\n');
    }
}

static void write_no_deal(import_job *job, const import_domain *domain) {
    bool begun = false;
    for (size_t i = 0; i < domain->parties_size; i++) {
        const import_party *party = &domain->parties[i];
        if (party->utility == NULL && party->outcome == NULL) continue;
        if (!begun) ent_buffer_text(job->out, "\nno_deal:\n");
        begun = true;
        id_key(job->out, 2, party->id, ":\n");
        line(job->out, 4, "judged_by", owner_of(job, party));
        line(job->out, 4, "because", party->because);
        number_line(job->out, 4, "utility", party->utility);
        if (party->utility != NULL) ent_buffer_text(job->out, "    floor: worst\n");
        if (party->outcome != NULL) write_outcome(job, domain, party);
    }
}

void import_domain_write(import_job *job, const import_domain *domain) {
    import_tell_left(job);
    import_write_head(job, domain->utilities, domain->id, domain->title);
    write_parties(job, domain);
    write_issues(job->out, domain);
    write_preferences(job, domain);
    write_interactions(job, domain);
    write_no_deal(job, domain);
}
