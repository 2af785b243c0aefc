/* What is on record this round and what is not. A round begins when the last agreement known at as_of was
 * concluded: what was demanded before that belongs to earlier rounds and is an anchor, not a position of today. */
#include "brief/parts.h"
#include "case/rounds.h"

#include <string.h>

const char *brief_position_words(const brief *b, const ent_position *position) {
    const ent_level *value = &position->value;
    const ent_issue *issue = &b->subject->issues[position->issue];
    const bool amount = issue->kind == ENT_RANGE || issue->kind == ENT_CONTINUOUS || issue->kind == ENT_NUMBERS;
    if (amount && value->number.set) {
        return brief_amount(&issue->unit, value->number.value, value->number.value, b->scratch);
    }
    return brief_level(b->subject, position->issue, value, b->scratch);
}

static void write_position(const brief *b, ent_section *section, const ent_position *position) {
    const ent_issue *issue = &b->subject->issues[position->issue];
    const char *date = position->date.year ? brief_date(position->date, b->scratch) : "undated";
    ent_section_block(b->out, section, ENT_BLOCK_ITEM, brief_party_name(b->subject, position->party),
                      "%s: **%s** (%s; %s%s)%s", issue->name, brief_position_words(b, position),
                      position->status ? position->status : "position", date,
                      position->government ? ent_arena_printf(b->scratch, ", %s government", position->government) : "",
                      brief_owner(b->subject, position->provenance, b->scratch));
}

enum { LINE_EACH = 12 }; /* more positions than these are told by what is asked, not by who asks */

static bool is_of_round(const brief *b, const ent_position *position, ent_date start, bool current) {
    return ent_date_known(position->date, b->subject->as_of) && ent_round_holds(position, start) == current;
}

/* Whether a position asks the same on the same issue, in the same words. */
static bool asks_the_same(const brief *b, const ent_position *position, const ent_position *asked, const char *value) {
    const char *words = position->issue == asked->issue ? brief_position_words(b, position) : NULL;
    return words != NULL && value != NULL && strcmp(words, value) == 0;
}

/* All who have taken the same position as `first`, in one line, those with the same sources together; marks them as
 * told. */
static void write_together(const brief *b, ent_section *section, size_t first, ent_date start, bool current,
                           bool *told) {
    const ent_position *all = b->subject->positions, *asked = &all[first];
    const size_t size = b->subject->positions_size;
    const char *value = brief_position_words(b, asked), *who = "";
    for (size_t i = first; i < size && who != NULL; i++) {
        if (told[i] || !asks_the_same(b, &all[i], asked, value) || !is_of_round(b, &all[i], start, current)) continue;
        const char *owner = brief_owner(b->subject, all[i].provenance, b->scratch);
        const char *names = "";
        for (size_t k = i; k < size && names != NULL; k++) {
            if (told[k] || !asks_the_same(b, &all[k], asked, value) || !is_of_round(b, &all[k], start, current))
                continue;
            if (strcmp(brief_owner(b->subject, all[k].provenance, b->scratch), owner) != 0) continue;
            told[k] = true;
            names = ent_arena_printf(b->scratch, "%s%s%s", names, *names != '\0' ? ", " : "",
                                     brief_party_name(b->subject, all[k].party));
        }
        if (names != NULL) who = ent_arena_printf(b->scratch, "%s%s%s%s", who, *who != '\0' ? "; " : "", names, owner);
    }
    ent_section_block(b->out, section, ENT_BLOCK_ITEM, b->subject->issues[asked->issue].name, "**%s**: %s", value,
                      who != NULL ? who : "");
}

static size_t write_positions(const brief *b, ent_section *section, ent_date start, bool current) {
    size_t size = b->subject->positions_size, found = 0;
    for (size_t i = 0; i < size; i++)
        found += is_of_round(b, &b->subject->positions[i], start, current);
    bool *told = found > LINE_EACH ? ent_arena_array(b->scratch, size, sizeof *told) : NULL;
    for (size_t i = 0; i < size; i++) {
        const ent_position *position = &b->subject->positions[i];
        if (!is_of_round(b, position, start, current)) continue;
        if (told == NULL)
            write_position(b, section, position);
        else if (!told[i])
            write_together(b, section, i, start, current, told);
    }
    return found;
}

/* ---- what was said ------------------------------------------------------------------------------------- */

enum { CLAIMS_SHOWN = 5 };

/* An accepted claim of a bargaining party on an issue, made this round and known at as_of. */
static bool said_now(const brief *b, const ent_claim *claim, ent_date start) {
    const bool accepted = claim->state && strcmp(claim->state, "accepted") == 0;
    const bool bargains = claim->party >= 0 && ent_case_preferences(b->subject, claim->party);
    if (!accepted || !bargains || claim->issue < 0 || !claim->date.year || !claim->says) return false;
    const bool now = !start.year || ent_date_first_day(claim->date) > ent_date_last_day(start);
    return now && ent_date_known(claim->date, b->subject->as_of);
}

static void write_claim(const brief *b, ent_section *section, const ent_claim *claim) {
    const char *source = "";
    if (claim->source >= 0) {
        source =
            ent_arena_printf(b->scratch, " [%s#%u]", b->subject->sources[claim->source].id, (unsigned)claim->sentence);
    }
    ent_section_block(b->out, section, ENT_BLOCK_ITEM,
                      ent_arena_printf(b->scratch, "%s, %s", brief_party_name(b->subject, claim->party),
                                       brief_date(claim->date, b->scratch)),
                      "%s%s%s%s%s", claim->says, claim->certainty ? " (" : "", claim->certainty ? claim->certainty : "",
                      claim->certainty ? ")" : "", source ? source : "");
}

/* The latest claims, the newest first. */
static void write_claims(const brief *b, ent_section *section, ent_date start) {
    const ent_claim *latest[CLAIMS_SHOWN];
    size_t size = 0;
    for (size_t i = 0; i < b->subject->claims_size; i++) {
        const ent_claim *claim = &b->subject->claims[i];
        if (!said_now(b, claim, start)) continue;
        size_t at = size < CLAIMS_SHOWN ? size : CLAIMS_SHOWN;
        while (at > 0 && ent_date_first_day(latest[at - 1]->date) < ent_date_first_day(claim->date)) {
            at--;
        }
        if (at == CLAIMS_SHOWN) continue;
        size += size < CLAIMS_SHOWN;
        memmove(&latest[at + 1], &latest[at], (size - at - 1) * sizeof latest[0]);
        latest[at] = claim;
    }
    for (size_t i = 0; i < size; i++) {
        write_claim(b, section, latest[i]);
    }
}

/* ---- what is missing ----------------------------------------------------------------------------------- */

static bool has_position(const ent_case *subject, int party, int issue, ent_date start) {
    for (size_t i = 0; i < subject->positions_size; i++) {
        const ent_position *position = &subject->positions[i];
        if (position->party == party && position->issue == issue && ent_round_holds(position, start) &&
            ent_date_known(position->date, subject->as_of)) {
            return true;
        }
    }
    return false;
}

static void write_missing(const brief *b, ent_section *section, ent_date start) {
    for (size_t i = 0; i < b->subject->preferences_size; i++) {
        int party = b->subject->preferences[i].party;
        const char **names = ent_arena_array(b->scratch, b->subject->issues_size, sizeof *names);
        if (!names) return;
        size_t missing = 0, all = 0;
        for (size_t j = 0; j < b->subject->issues_size; j++) {
            if (!b->subject->issues[j].same_table) continue;
            all++;
            if (has_position(b->subject, party, (int)j, start)) continue;
            names[missing++] = b->subject->issues[j].name;
        }
        if (!missing) continue;
        const char *what = missing == all ? "any issue of this table" : brief_list(names, missing, b->scratch);
        ent_section_block(b->out, section, ENT_BLOCK_ITEM, brief_party_name(b->subject, party),
                          "no demand or offer on record this round on %s", what);
    }
}

void brief_record(const brief *b) {
    if (!b->subject->positions_size && !b->subject->preferences_size) return;
    ent_date start = ent_round_start(b->subject, (ent_date){0});
    ent_section *section = ent_findings_section(b->out, "record", "On record this round, and not", true, true);
    if (!write_positions(b, section, start, true)) {
        ent_section_block(b->out, section, ENT_BLOCK_TEXT, NULL,
                          "No figure of either side is on record this round%s%s.",
                          start.year ? ", which began after the last agreement of " : "",
                          start.year ? brief_date(start, b->scratch) : "");
    }
    brief_concessions(b, section, start, true);
    write_missing(b, section, start);
    write_claims(b, section, start);
    if (!start.year) return;
    brief_anchors(b, start);
}
