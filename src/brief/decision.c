/* The decision now and its date; the recommendation with alternatives, fallback and walk-away; or why there is none. */
#include "brief/parts.h"

#include <math.h>
#include <string.h>

/* ---- the date ------------------------------------------------------------------------------------------ */

static bool ahead(const brief *b, ent_date date) {
    return date.year && (!b->subject->as_of.year || ent_date_last_day(date) > ent_date_first_day(b->subject->as_of));
}

/* The next event that a decision must be taken before, else the expiry. */
static ent_date decide_by(const brief *b) {
    const ent_case *subject = b->subject;
    ent_date best = {0};
    for (size_t i = 0; i < subject->decisions_size; i++) {
        const ent_decision *decision = &subject->decisions[i];
        int event = decision->before ? ent_case_event(subject, decision->before) : ENT_NOWHERE;
        ent_date date = event >= 0 ? subject->events[event].date : decision->date;
        bool sooner = !best.year || ent_date_first_day(date) < ent_date_first_day(best);
        if (ahead(b, date) && sooner) best = date;
    }
    ent_date expires = ent_case_date(subject, "expires");
    return best.year || !ahead(b, expires) ? best : expires;
}

/* ---- the recommendation ---------------------------------------------------------------------------------- */

static const char *rule_label(const brief *b) {
    const char *rule = ent_findings_text(b->bargain, "recommended.label");
    return rule ? rule : "";
}

static const brief_term *lead_term(const brief *b) {
    for (size_t i = 0; i < b->terms_size; i++) {
        if (b->terms[i].issue == b->lead) return &b->terms[i];
    }
    return b->terms;
}

static const char *issue_name(const brief *b, const brief_term *term) {
    return b->subject->issues[term->issue].name;
}

static const char *in_draws(const brief *b, const brief_term *term) {
    if (isnan(term->share)) return "";
    const char *text = ent_arena_printf(b->scratch, " (in %.0f percent of draws)", 100 * term->share);
    return text ? text : "";
}

static void write_term(const brief *b, ent_section *section, const brief_term *term) {
    if (term->range) {
        ent_section_block(b->out, section, ENT_BLOCK_ITEM, issue_name(b, term), "%s%s", brief_term_words(b, term),
                          brief_rise_words(b, term));
    } else if (term->firm) {
        ent_section_block(b->out, section, ENT_BLOCK_ITEM, issue_name(b, term), "%s%s", brief_term_words(b, term),
                          in_draws(b, term));
    } else {
        ent_section_block(b->out, section, ENT_BLOCK_ITEM, issue_name(b, term),
                          "cannot say: %s with the numbers as given, in only %.0f percent of draws",
                          brief_term_words(b, term), 100 * term->share);
    }
}

static void write_recommendation(const brief *b, ent_section *section) {
    const brief_term *lead = lead_term(b);
    const double drawn = ent_findings_number(b->bargain, "draws.zone", NAN);
    const char *zone = b->drawn && drawn < 1 ? brief_odds(drawn, b->scratch) : NULL;
    ent_section_block(b->out, section, ENT_BLOCK_LEAD, NULL, "We recommend aiming at %s (%s)%s: balanced under %s%s%s.",
                      brief_term_words(b, lead), issue_name(b, lead), brief_rise_words(b, lead), rule_label(b),
                      zone       ? ". That something can be signed is "
                      : b->drawn ? ". Something can be signed in every draw of the uncertain numbers"
                                 : "",
                      zone ? zone : "");
    for (size_t i = 0; i < b->terms_size; i++) {
        if (&b->terms[i] != lead) write_term(b, section, &b->terms[i]);
    }
}

/* The proof: what excludes each other, and what would have to give. */
static void write_conflict(const brief *b, ent_section *section) {
    const ent_table *table = ent_findings_find_table(b->bargain, "conflict");
    const size_t party = ent_table_column_index(table, "party"), what = ent_table_column_index(table, "what");
    if (!table || party == SIZE_MAX || what == SIZE_MAX) return;
    for (size_t r = 0; r < table->rows_size; r++) {
        const ent_value *row = &table->cells[r * table->columns_size];
        ent_section_block(b->out, section, ENT_BLOCK_ITEM, row[party].as.text, "%s", row[what].as.text);
    }
    ent_section_block(b->out, section, ENT_BLOCK_TEXT, NULL, "%s exclude%s; without any one of them there is a zone.",
                      table->rows_size == 1 ? "This alone" : "These",
                      table->rows_size == 1 ? "s a deal" : " each other");
    for (size_t n = 0; n < b->bargain->notes_size; n++) {
        const ent_note *note = &b->bargain->notes[n];
        const bool gives =
            note->id && (strcmp(note->id, "N-BARGAIN-0002") == 0 || strcmp(note->id, "N-BARGAIN-0015") == 0);
        if (gives) ent_section_block(b->out, section, ENT_BLOCK_TEXT, NULL, "%s", note->text);
    }
}

static void refuse(const brief *b, ent_section *section) {
    if (!b->terms_size) {
        ent_section_block(b->out, section, ENT_BLOCK_LEAD, NULL, "%s",
                          b->bargain->headline ? b->bargain->headline : "No package can be signed.");
        write_conflict(b, section);
        if (b->bargain->headline) ent_findings_headline(b->out, "%s", b->bargain->headline);
        return;
    }
    double zone = ent_findings_number(b->bargain, "draws.zone", NAN);
    ent_section_block(b->out, section, ENT_BLOCK_LEAD, NULL,
                      "**No recommendation**: something can be signed in %.0f percent of draws, but only %zu of %zu "
                      "terms %s in at least %.0f percent of them.",
                      zone * 100, b->firm, b->named, b->firm == 1 ? "holds" : "hold", b->options->agree * 100);
    for (size_t i = 0; i < b->terms_size; i++)
        write_term(b, section, &b->terms[i]);
    ent_findings_note(b->out, ENT_NOTE, "N-BRIEF-0001", NULL, "Too few draws agree to recommend a package.");
    ent_findings_headline(b->out, "No recommendation: too few draws of the uncertain numbers agree on a package.");
}

/* ---- alternatives ---------------------------------------------------------------------------------------- */

static bool same_package(const brief *b, const char *rule) {
    for (size_t i = 0; i < b->terms_size; i++) {
        const char *key = ent_arena_printf(b->scratch, "%s.outcome.", rule);
        if (!key || strcmp(brief_metric(b, brief_key(b, key, b->terms[i].issue, "")), b->terms[i].value) != 0) {
            return false;
        }
    }
    return true;
}

/* Its lead amount, and the named terms that differ from the recommendation. */
static const char *differences(const brief *b, const char *rule) {
    const char **items = ent_arena_array(b->scratch, b->terms_size, sizeof *items);
    const char *prefix = ent_arena_printf(b->scratch, "%s.outcome.", rule);
    size_t size = 0;
    for (size_t i = 0; items && prefix && i < b->terms_size; i++) {
        const brief_term *term = &b->terms[i];
        const ent_issue *issue = &b->subject->issues[term->issue];
        const char *key = brief_key(b, prefix, term->issue, "");
        const double number = ent_findings_number(b->bargain, key, NAN);
        const char *value = brief_metric(b, key);
        const bool lead = term->issue == b->lead;
        if (!lead && strcmp(value, term->value) == 0) continue;
        if (isfinite(number)) value = brief_amount(&issue->unit, number, number, b->scratch);
        items[size++] = lead ? ent_arena_printf(b->scratch, "**%s**", value)
                             : ent_arena_printf(b->scratch, "%s: **%s**", issue->name, value);
    }
    return items ? brief_list(items, size, b->scratch) : "";
}

static void write_alternatives(const brief *b, ent_section *section) {
    static const char *const rules[] = {"nash", "kalai-smorodinsky", "equal-gains", "egalitarian", "utilitarian"};
    enum { SHOWN = 2 };
    const char *written[SHOWN] = {"", ""};
    size_t size = 0;
    for (size_t i = 0; i < sizeof rules / sizeof rules[0] && size < SHOWN; i++) {
        if (same_package(b, rules[i])) continue;
        const char *text = differences(b, rules[i]);
        if (!*text || (size && strcmp(text, written[0]) == 0)) continue;
        written[size++] = text;
        const char *key = ent_arena_printf(b->scratch, "%s.label", rules[i]);
        ent_section_block(b->out, section, ENT_BLOCK_ITEM, "Alternative", "%s (balanced under %s)", text,
                          key ? brief_metric(b, key) : "");
    }
}

/* ---- fallback and walk-away ------------------------------------------------------------------------------ */

/* The row of `packages` that leaves a party least. */
static size_t least_for(const ent_table *table, size_t gain) {
    size_t least = 0;
    for (size_t r = 1; r < table->rows_size; r++) {
        double value = table->cells[r * table->columns_size + gain].as.real;
        if (value < table->cells[least * table->columns_size + gain].as.real) least = r;
    }
    return least;
}

static const char *cell_words(const brief *b, const ent_issue *issue, ent_value value) {
    if (value.type == ENT_TEXT) return value.as.text;
    const double number = value.type == ENT_REAL ? value.as.real : (double)value.as.integer;
    return brief_amount(&issue->unit, number, number, b->scratch);
}

/* The recommended value of a term, in the words of cell_words. */
static const char *term_words(const brief *b, const brief_term *term) {
    const ent_metric *metric = ent_findings_find(b->bargain, brief_key(b, "recommended.outcome.", term->issue, ""));
    return metric ? cell_words(b, &b->subject->issues[term->issue], metric->value) : "";
}

/* Among the ten best packages the one that leaves the reader least: what to concede to when pressed. */
static void write_fallback(const brief *b, ent_section *section) {
    const ent_table *table = ent_findings_find_table(b->bargain, "packages");
    if (!table || b->reader < 0) return;
    const char *key = ent_arena_printf(b->scratch, "gain.%s", b->subject->parties[b->reader].id);
    const size_t gain = key ? ent_table_column_index(table, key) : SIZE_MAX;
    const size_t least = gain == SIZE_MAX ? 0 : least_for(table, gain);
    const char **items = ent_arena_array(b->scratch, b->terms_size, sizeof *items);
    if (least == 0 || !items) return;
    size_t size = 0;
    for (size_t i = 0; i < b->terms_size; i++) {
        const ent_issue *issue = &b->subject->issues[b->terms[i].issue];
        const size_t column = ent_table_column_index(table, issue->id);
        if (column == SIZE_MAX) continue;
        const char *words = cell_words(b, issue, table->cells[least * table->columns_size + column]);
        if (strcmp(words, term_words(b, &b->terms[i])) == 0) continue;
        items[size++] = ent_arena_printf(b->scratch, "%s **%s**", issue->name, words);
    }
    if (!size) return;
    ent_section_block(b->out, section, ENT_BLOCK_ITEM, "Fallback",
                      "%s, the rest as recommended: of the ten best packages the one that asks most of %s",
                      brief_list(items, size, b->scratch), brief_party_name(b->subject, b->reader));
}

static void write_side(const brief *b, ent_section *section, int party, const char *side) {
    const ent_issue *issue = &b->subject->issues[b->lead];
    const char *key = ent_arena_printf(b->scratch, "walk_away.%s.%s", b->subject->parties[party].id, side);
    double value = key ? ent_findings_number(b->bargain, key, NAN) : NAN;
    if (!isfinite(value)) return;
    const bool other = b->reader >= 0 && party != b->reader;
    ent_section_block(b->out, section, ENT_BLOCK_ITEM, other ? "Their limit" : "Walk away",
                      "%s **%s** %s would rather have no deal (%s, the other terms as recommended)", side,
                      brief_amount(&issue->unit, value, value, b->scratch), brief_party_name(b->subject, party),
                      issue->name);
}

static void write_walk_away(const brief *b, ent_section *section) {
    if (b->lead < 0) return;
    for (size_t i = 0; i < b->subject->preferences_size; i++) {
        write_side(b, section, b->subject->preferences[i].party, "above");
        write_side(b, section, b->subject->preferences[i].party, "below");
    }
}

/* The same without marks for bold, for the headline. */
static const char *plain_words(const brief *b, const brief_term *term) {
    char *words = ent_arena_text(b->scratch, brief_term_words(b, term));
    if (!words) return "";
    const size_t size = strlen(words);
    if (size < 4) return words;
    words[size - 2] = '\0';
    return words + 2;
}

/* ---- the section ----------------------------------------------------------------------------------------- */

static void write_metrics(const brief *b) {
    ent_info info = {.label = "Whether the brief recommends a package", .digits = 0};
    ent_findings_metric(b->out, "recommends", ent_bool(b->recommends), &info);
    info.label = "Terms of the recommendation that are options";
    ent_findings_metric(b->out, "terms.named", ent_integer((int64_t)b->named), &info);
    info.label = "Those that enough draws agree on";
    ent_findings_metric(b->out, "terms.firm", ent_integer((int64_t)b->firm), &info);
}

void brief_decision(const brief *b) {
    ent_section *section = ent_findings_section(b->out, "decision", "The decision now", true, false);
    ent_date date = decide_by(b);
    const char *decision = b->subject->brief.decision;
    if (date.year || decision) {
        ent_section_block(b->out, section, ENT_BLOCK_TEXT, NULL, "%s%s%s%s", date.year ? "Decide by **" : "",
                          brief_date(date, b->scratch), date.year ? "**. " : "", decision ? decision : "");
    }
    if (!b->bargain) {
        ent_section_block(b->out, section, ENT_BLOCK_TEXT, NULL,
                          "The case has no preferences on issues, so nothing can be said on what could be signed.");
        return;
    }
    write_metrics(b);
    if (!b->recommends) {
        refuse(b, section);
        return;
    }
    write_recommendation(b, section);
    write_alternatives(b, section);
    write_fallback(b, section);
    write_walk_away(b, section);
    const brief_term *lead = lead_term(b);
    ent_findings_headline(b->out, "%s is balanced at %s%s.", issue_name(b, lead), plain_words(b, lead),
                          brief_rise_words(b, lead));
}
