/* What is likely, issue by issue, where positions of enough parties are known: what `forecast` says, in a line each. */
#include "brief/parts.h"

#include <math.h>
#include <string.h>

static double number(const brief *b, const ent_issue *issue, const char *key) {
    return ent_findings_number(b->forecast, ent_arena_printf(b->scratch, "%s.%s", issue->id, key), NAN);
}

static const char *text(const brief *b, const ent_issue *issue, const char *key) {
    return ent_findings_text(b->forecast, ent_arena_printf(b->scratch, "%s.%s", issue->id, key));
}

/* A rank is told by the option nearest to it, a year of the calendar without a fraction. */
static const char *outcome_words(const brief *b, const ent_issue *issue, double low, double high) {
    const char *unit = issue->unit.name;
    if (issue->kind == ENT_SCALE) {
        char first[ENT_NUMBER_TEXT], second[ENT_NUMBER_TEXT];
        const double last = (double)issue->options_size - 1;
        const size_t from = (size_t)fmin(fmax(0, nearbyint(low)), last),
                     to = (size_t)fmin(fmax(0, nearbyint(high)), last);
        const char *one = ent_issue_option(issue, from, first), *other = ent_issue_option(issue, to, second);
        return from == to ? ent_arena_text(b->scratch, one) : ent_arena_printf(b->scratch, "%s to %s", one, other);
    }
    const bool years = unit != NULL && strcmp(unit, "year") == 0 && low >= 1000;
    return brief_amount(&issue->unit, years ? nearbyint(low) : low, years ? nearbyint(high) : high, b->scratch);
}

/* "; the other models say 2.19 to 3.50": of those that start from positions. */
static const char *others(const brief *b, const ent_issue *issue) {
    static const char *const models[] = {
        "median", "compromise-mean", "mean", "median-unweighted", "nash", "consensus", "consensus-common", "vote",
        "smp",    "challenge"};
    double low = INFINITY, high = -INFINITY;
    size_t size = 0;
    for (size_t i = 0; i < sizeof models / sizeof models[0]; i++) {
        const double point = number(b, issue, models[i]);
        if (!isfinite(point)) continue;
        low = fmin(low, point);
        high = fmax(high, point);
        size++;
    }
    if (size < 2) return "";
    const char *first = outcome_words(b, issue, low, low), *last = outcome_words(b, issue, high, high);
    const bool agree = first != NULL && last != NULL && strcmp(first, last) == 0;
    return ent_arena_printf(b->scratch, "; the other models %s **%s**", agree ? "agree on" : "say",
                            outcome_words(b, issue, low, high));
}

/* "; left outside: Spain" by the rule of decision. */
static const char *left_outside(const brief *b, const ent_issue *issue) {
    const char *who = text(b, issue, "consensus.outside");
    if (who == NULL) who = text(b, issue, "vote.outside");
    return who == NULL ? "" : ent_arena_printf(b->scratch, "; left outside: %s", who);
}

static void write_issue(const brief *b, ent_section *section, const ent_issue *issue) {
    const char *option = issue->kind == ENT_NAMED ? text(b, issue, "odds") : NULL;
    if (option != NULL) {
        ent_section_block(b->out, section, ENT_BLOCK_ITEM, issue->name, "**%s** %s by weight of positions", option,
                          brief_odds(number(b, issue, "odds.chance"), b->scratch));
        return;
    }
    const double point = number(b, issue, "odds");
    const double low = number(b, issue, "odds.p80.low"), high = number(b, issue, "odds.p80.high");
    if (!isfinite(point) || !isfinite(low) || !isfinite(high)) return;
    const char *about = outcome_words(b, issue, point, point), *within = outcome_words(b, issue, low, high);
    if (about == NULL || within == NULL) return;
    const bool one = strcmp(about, within) == 0;
    ent_section_block(b->out, section, ENT_BLOCK_ITEM, issue->name, "%s**%s**, %s%s%s%s%s%s", one ? "" : "about ",
                      about, brief_odds(0.8, b->scratch), one ? "" : " within **", one ? "" : within, one ? "" : "**",
                      others(b, issue), left_outside(b, issue));
}

static bool offered(const brief *b, const ent_issue *issue) {
    const char *key = ent_arena_printf(b->scratch, "%s.odds", issue->id);
    return key != NULL && ent_findings_find(b->forecast, key) != NULL;
}

/* The models beside each other on the issue that the brief leads with, or on the first. */
static void add_chart(const brief *b, ent_section *section, const ent_issue *first) {
    const bool leads = b->lead != ENT_NOWHERE && offered(b, &b->subject->issues[b->lead]);
    const ent_issue *issue = leads ? &b->subject->issues[b->lead] : first;
    const char *id = ent_arena_printf(b->scratch, "%s-models", issue->id);
    if (id != NULL && ent_findings_find_chart(b->forecast, id) != NULL)
        ent_section_block(b->out, section, ENT_BLOCK_CHART, NULL, "forecast.%s", id);
}

enum { MOST_ISSUES = 12 };

void brief_likely(const brief *b) {
    ent_section *section = NULL;
    size_t told = 0, left = 0;
    for (size_t i = 0; b->forecast != NULL && i < b->subject->issues_size; i++) {
        const ent_issue *issue = &b->subject->issues[i];
        if (!offered(b, issue)) continue;
        if (told++ >= MOST_ISSUES) {
            left++;
            continue;
        }
        if (section == NULL) {
            section = ent_findings_section(b->out, "likely", "What is likely", true, true);
            add_chart(b, section, issue);
        }
        write_issue(b, section, issue);
    }
    if (section == NULL) return;
    if (left > 0)
        ent_section_block(b->out, section, ENT_BLOCK_TEXT, NULL, "%zu more issues are in the section of forecast.",
                          left);
    ent_section_block(b->out, section, ENT_BLOCK_REST, NULL,
                      "By the odds model, from positions known on the date of the case; found on decisions of the "
                      "European Union, untested elsewhere. Models that disagree are not averaged.");
}
