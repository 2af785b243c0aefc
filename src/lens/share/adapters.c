/* What all adapters share: the table on demand, and how to say how a result came about. */
#include "lens/share/adapters.h"

#include <stdarg.h>

bool share_of_form(const share_work *work, share_form form) {
    return work->problem->form == form && work->problem->view == SHARE_GAME && !work->from_table;
}

ent_status share_work_game(const share_work *work, const ent_tu_game **out) {
    ent_status status = share_table(work->problem, work->run, work->players);
    *out = &work->problem->game;
    return status;
}

const char *share_words(const share_work *work, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const char *text = ent_arena_vprintf(work->problem->arena, format, arguments);
    va_end(arguments);
    return text != NULL ? text : "";
}

const char *share_over_groups(const share_work *work, const share_answer *answer) {
    return share_words(work, "%s, over all 2^%zu groups", answer->allocation.is_exact ? "exact" : "rounded to doubles",
                       work->problem->size);
}

const char *share_exactly(const share_answer *answer) {
    return answer->allocation.is_exact ? "exact, without looking at groups" : "rounded to doubles";
}

static bool int64_of(const mpz_t from, int64_t *out) {
    if (mpz_sizeinbase(from, 2) > 62) return false;
    uint64_t size = 0;
    mpz_export(&size, NULL, 1, sizeof size, 0, 0, from);
    *out = mpz_sgn(from) < 0 ? -(int64_t)size : (int64_t)size;
    return true;
}

bool share_ratio(const mpq_t number, ent_ratio *out) {
    return int64_of(mpq_numref(number), &out->num) && int64_of(mpq_denref(number), &out->den);
}
