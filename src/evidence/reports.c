/* Documents and claims side by side: from a store into one arena. */
#include "evidence/reports.h"

#include <stdlib.h>
#include <string.h>

void ent_reports_init(ent_reports *reports, ent_arena *arena) {
    *reports = (ent_reports){.arena = arena};
}

static const char *keep(ent_reports *reports, const char *text) {
    if (text == NULL) return NULL;
    const char *copy = ent_arena_text(reports->arena, text);
    reports->failed |= copy == NULL;
    return copy;
}

/* Twice the room in the arena; what was there before stays in it until the end. */
static void *more_room(ent_reports *reports, const void *items, size_t *room, size_t size) {
    const size_t more = *room == 0 ? 64 : 2 * *room;
    void *grown = ent_arena_array(reports->arena, more, size);
    if (grown == NULL) {
        reports->failed = true;
        return NULL;
    }
    if (*room > 0) memcpy(grown, items, *room * size);
    *room = more;
    return grown;
}

size_t ent_reports_document(ent_reports *reports, const ent_report_document *document) {
    if (reports->documents_size == reports->documents_room) {
        void *grown = more_room(reports, reports->documents, &reports->documents_room, sizeof *reports->documents);
        if (grown == NULL) return SIZE_MAX;
        reports->documents = grown;
    }
    ent_report_document *row = &reports->documents[reports->documents_size];
    *row = *document;
    row->id = keep(reports, document->id);
    row->report = document->report != NULL ? keep(reports, document->report) : row->id;
    row->title = keep(reports, document->title);
    row->publisher = keep(reports, document->publisher);
    row->address = keep(reports, document->address);
    row->handling = keep(reports, document->handling);
    return reports->failed ? SIZE_MAX : reports->documents_size++;
}

/* Claims come sentence by sentence: a quote and a name that the last claim had are kept once. */
static const char *keep_as_last(ent_reports *reports, const char *text, const char *last) {
    if (text != NULL && last != NULL && (text == last || strcmp(text, last) == 0)) return last;
    return keep(reports, text);
}

void ent_reports_claim(ent_reports *reports, const ent_report_claim *claim) {
    if (reports->claims_size == reports->claims_room) {
        void *grown = more_room(reports, reports->claims, &reports->claims_room, sizeof *reports->claims);
        if (grown == NULL) return;
        reports->claims = grown;
    }
    static const ent_report_claim none = {0};
    const ent_report_claim *last = reports->claims_size > 0 ? &reports->claims[reports->claims_size - 1] : &none;
    ent_report_claim *row = &reports->claims[reports->claims_size++];
    const ent_candidate *from = &claim->candidate, *before = &last->candidate;
    *row = *claim;
    row->id = keep(reports, claim->id);
    row->quote = keep_as_last(reports, claim->quote != NULL ? claim->quote : "", last->quote);
    row->candidate.unit = keep_as_last(reports, from->unit, before->unit);
    row->candidate.text = keep_as_last(reports, from->text, before->text);
    row->candidate.actor = keep_as_last(reports, from->actor, before->actor);
    row->candidate.target = keep_as_last(reports, from->target, before->target);
    row->candidate.issue = keep_as_last(reports, from->issue, before->issue);
    row->candidate.source = keep_as_last(reports, from->source, before->source);
    row->candidate.chain = keep_as_last(reports, from->chain, before->chain);
    row->candidate.rule = keep_as_last(reports, from->rule != NULL ? from->rule : "", before->rule);
}

/* ---- how much a publisher counts for ------------------------------------------------------------------------- */

static bool has_word(const char *text, const char *word) {
    const size_t length = strlen(word);
    for (const char *at = text; *at != '\0'; at++) {
        size_t i = 0;
        while (i < length && ((at[i] >= 'A' && at[i] <= 'Z' ? at[i] + ('a' - 'A') : at[i]) == word[i]))
            i++;
        if (i == length) return true;
    }
    return false;
}

ent_standing ent_standing_of(const char *publisher, bool anonymous, bool interested) {
    static const char *const official[] = {
        "ministry",       "department of", "white house", "parliament",   "assembly", "congress", "government",
        "embassy",        "senate",        "court",       "central bank", "bank of",  "federal",  "commission",
        "united nations", "world bank",    "nato",        "office of",    "treasury", "pentagon", "cabinet",
        "presiden",       "monetary fund", "외교부",      "국방부",       "대통령실", "국회"};
    if (anonymous || interested) return ENT_STANDING_UNNAMED;
    for (size_t i = 0; publisher != NULL && i < sizeof official / sizeof *official; i++)
        if (has_word(publisher, official[i])) return ENT_STANDING_OFFICIAL;
    return ENT_STANDING_PRESS;
}

/* ---- from a store --------------------------------------------------------------------------------------------- */

static ent_status take_document(void *context, const ent_stored_document *document) {
    ent_reports *reports = context;
    const ent_report_document row = {.id = document->id,
                                     .report = document->report,
                                     .title = document->title,
                                     .publisher = document->publisher,
                                     .address = document->address,
                                     .handling = document->handling,
                                     .date = document->date,
                                     .standing = ent_standing_of(document->publisher, false, false)};
    return ent_reports_document(reports, &row) == SIZE_MAX ? ENT_MEMORY : ENT_OK;
}

typedef struct claim_taker {
    ent_reports *reports;
    const ent_run *run;
    const size_t *by_id; /* indices of documents, by their id */
    size_t by_id_size, at;
} claim_taker;

/* Claims come document by document. */
static bool find_document(claim_taker *taker, const char *id) {
    const ent_report_document *documents = taker->reports->documents;
    if (taker->at != SIZE_MAX && strcmp(documents[taker->at].id, id) == 0) return true;
    size_t low = 0, high = taker->by_id_size;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = strcmp(documents[taker->by_id[middle]].id, id);
        if (order == 0) {
            taker->at = taker->by_id[middle];
            return true;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static ent_status take_claim(void *context, const ent_stored_claim *claim) {
    claim_taker *taker = context;
    ent_reports *reports = taker->reports;
    if (!find_document(taker, claim->document)) return ENT_OK; /* added by another program since */
    if (reports->claims_size >= ENT_REPORTS_MOST_CLAIMS) {
        if (taker->run != NULL)
            ent_diagnosef(taker->run->diagnostics, ENT_ERROR, "E-EVID-0101", NULL, NULL,
                          "narrow it with --from and --until", NULL,
                          "the store has more than %d claims, too many to compare at once", ENT_REPORTS_MOST_CLAIMS);
        return ENT_LIMIT;
    }
    const ent_report_claim row = {.document = taker->at,
                                  .id = claim->id,
                                  .candidate = claim->candidate,
                                  .state = claim->state,
                                  .credibility = claim->credibility,
                                  .quote = claim->quote,
                                  .quote_start = claim->quote_start};
    ent_reports_claim(reports, &row);
    return reports->failed ? ENT_MEMORY : ENT_OK;
}

typedef struct id_row {
    const char *id;
    size_t index;
} id_row;

static int by_document_id(const void *left, const void *right) {
    return strcmp(((const id_row *)left)->id, ((const id_row *)right)->id);
}

static const size_t *documents_by_id(const ent_reports *reports, size_t from, size_t *size) {
    *size = reports->documents_size - from;
    id_row *rows = ent_arena_array(reports->arena, *size + 1, sizeof *rows);
    size_t *order = ent_arena_array(reports->arena, *size + 1, sizeof *order);
    if (rows == NULL || order == NULL) return NULL;
    for (size_t i = 0; i < *size; i++)
        rows[i] = (id_row){reports->documents[from + i].id, from + i};
    qsort(rows, *size, sizeof *rows, by_document_id);
    for (size_t i = 0; i < *size; i++)
        order[i] = rows[i].index;
    return order;
}

ent_status ent_reports_from_store(ent_reports *reports, const ent_run *run, ent_evidence *store,
                                  const ent_evidence_filter *filter) {
    ent_evidence_filter wanted = ENT_EVIDENCE_ALL;
    if (filter != NULL) wanted.from = filter->from, wanted.until = filter->until;
    const size_t from = reports->documents_size;
    ent_status status = ent_evidence_documents(store, run, take_document, reports);
    claim_taker taker = {.reports = reports, .run = run, .at = SIZE_MAX};
    if (status == ENT_OK) taker.by_id = documents_by_id(reports, from, &taker.by_id_size);
    if (status == ENT_OK && taker.by_id == NULL) status = ENT_MEMORY;
    return status == ENT_OK ? ent_evidence_claims(store, run, &wanted, take_claim, &taker) : status;
}

/* ---- sentences ------------------------------------------------------------------------------------------------ */

/* What is counted of a claim's state. */
static bool counts(const ent_report_claim *claim) {
    return claim->state == ENT_CLAIM_CANDIDATE || claim->state == ENT_CLAIM_ACCEPTED;
}

typedef struct claim_order {
    int32_t day;
    const char *document_id;
    ent_report_claim claim;
} claim_order;

static int by_place(const void *left, const void *right) {
    const claim_order *a = left, *b = right;
    if (a->day != b->day) return a->day < b->day ? -1 : 1;
    int order = strcmp(a->document_id, b->document_id);
    const ent_candidate *x = &a->claim.candidate, *y = &b->claim.candidate;
    if (order == 0) order = x->sentence < y->sentence ? -1 : x->sentence > y->sentence;
    if (order == 0) order = x->start < y->start ? -1 : x->start > y->start;
    if (order == 0) order = (int)x->kind - (int)y->kind;
    if (order == 0) order = strcmp(x->rule, y->rule);
    return order;
}

static bool sort_claims(ent_reports *reports) {
    size_t size = 0;
    claim_order *rows = ent_arena_array(reports->arena, reports->claims_size + 1, sizeof *rows);
    if (rows == NULL) return false;
    for (size_t i = 0; i < reports->claims_size; i++) {
        const ent_report_claim *claim = &reports->claims[i];
        const ent_report_document *document = &reports->documents[claim->document];
        if (!counts(claim)) continue;
        rows[size++] = (claim_order){ent_date_last_day(document->date), document->id, *claim};
    }
    qsort(rows, size, sizeof *rows, by_place);
    for (size_t i = 0; i < size; i++)
        reports->claims[i] = rows[i].claim;
    reports->claims_size = size;
    return true;
}

/* A sentence is dated by its first date; a year alone only where there is no other. */
static void date_sentence(const ent_reports *reports, ent_report_sentence *sentence) {
    for (size_t i = sentence->first; i < sentence->after; i++) {
        const ent_candidate *row = &reports->claims[i].candidate;
        if (row->kind != ENT_CANDIDATE_DATE || row->date.year == 0) continue;
        if (sentence->from.year != 0 && (row->date.month == 0 || sentence->from.month != 0)) continue;
        sentence->from = row->date;
        sentence->until = row->until;
    }
}

static bool make_sentences(ent_reports *reports) {
    reports->sentences = ent_arena_array(reports->arena, reports->claims_size + 1, sizeof *reports->sentences);
    if (reports->sentences == NULL) return false;
    for (size_t i = 0; i < reports->claims_size;) {
        ent_report_sentence *row = &reports->sentences[reports->sentences_size++];
        const ent_report_claim *claim = &reports->claims[i];
        *row = (ent_report_sentence){claim->document, claim->candidate.sentence, claim->quote, i, i, {0}, {0}, 0};
        for (; row->after < reports->claims_size; row->after++) {
            const ent_report_claim *next = &reports->claims[row->after];
            if (next->document != row->document || next->candidate.sentence != row->number) break;
            const bool better = next->credibility != 0 && next->credibility != 6 &&
                                (row->credibility == 0 || next->credibility < row->credibility);
            if (better) row->credibility = next->credibility;
        }
        date_sentence(reports, row);
        i = row->after;
    }
    return true;
}

/* ---- reports -------------------------------------------------------------------------------------------------- */

typedef struct report_row {
    const char *report, *id;
    int32_t day;
    size_t index;
} report_row;

static int by_report(const void *left, const void *right) {
    const report_row *a = left, *b = right;
    int order = strcmp(a->report, b->report);
    if (order == 0) order = a->day < b->day ? -1 : a->day > b->day;
    return order != 0 ? order : strcmp(a->id, b->id);
}

/* The publishers of rows[from..end), each once, in their order; NULL where none is known. */
static const char *publishers_of(ent_reports *reports, const report_row *rows, size_t from, size_t end) {
    const char *all = NULL;
    for (size_t i = from; i < end; i++) {
        const char *name = reports->documents[rows[i].index].publisher;
        bool new = name != NULL;
        for (size_t j = from; new &&j < i; j++) {
            const char *other = reports->documents[rows[j].index].publisher;
            if (other != NULL && strcmp(other, name) == 0) new = false;
        }
        if (!new) continue;
        all = all == NULL ? name : ent_arena_printf(reports->arena, "%s, %s", all, name);
        if (all == NULL) reports->failed = true;
    }
    return all;
}

/* Of a report that document stands for it that was published first; the one in words of our own if all are notes. */
static bool group_reports(ent_reports *reports) {
    const size_t size = reports->documents_size;
    report_row *rows = ent_arena_array(reports->arena, size + 1, sizeof *rows);
    if (rows == NULL) return false;
    for (size_t i = 0; i < size; i++) {
        const ent_report_document *row = &reports->documents[i];
        rows[i] = (report_row){row->report, row->id, ent_date_last_day(row->date), i};
    }
    qsort(rows, size, sizeof *rows, by_report);
    for (size_t i = 0, end; i < size; i = end) {
        for (end = i + 1; end < size && strcmp(rows[end].report, rows[i].report) == 0;)
            end++;
        const char *all = publishers_of(reports, rows, i, end);
        for (size_t j = i; j < end; j++) {
            reports->documents[rows[j].index].publishers = all;
            reports->documents[rows[j].index].first_of_report = j == i;
        }
    }
    return !reports->failed;
}

ent_status ent_reports_finish(ent_reports *reports, const ent_run *run) {
    if (reports->failed) return ENT_MEMORY;
    if (ent_run_cancelled(run)) return ENT_CANCELLED;
    const bool good = sort_claims(reports) && make_sentences(reports) && group_reports(reports);
    return good && !reports->failed ? ENT_OK : ENT_MEMORY;
}

ent_date ent_report_date(const ent_reports *reports, const ent_report_sentence *sentence,
                         const ent_report_claim *claim) {
    if (claim != NULL && claim->candidate.date.year != 0) return claim->candidate.date;
    if (sentence->from.year != 0) return sentence->from;
    return reports->documents[sentence->document].date;
}

const char *ent_report_cited(const ent_report_document *document, ent_arena *arena) {
    char day[ENT_NUMBER_TEXT];
    const char *who = document->publisher != NULL ? document->publisher : "publisher not known";
    if (document->date.year == 0) return ent_arena_printf(arena, "%s, undated", who);
    return ent_arena_printf(arena, "%s, %s", who, ent_write_date_long(day, document->date));
}
