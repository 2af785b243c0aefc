/* Events: their probabilities sum to 1, their conditions name something, their order fits their dates. */
#include "case/check.h"
#include "case/issue.h"

#include <math.h>
#include <string.h>

static bool exact_sum(const ent_event *event, size_t size, ent_ratio *sum) {
    *sum = (ent_ratio){0, 1};
    for (size_t i = 0; i < size; i++)
        if (!event->outcomes[i].p.exact || !ent_ratio_add(*sum, event->outcomes[i].p.ratio, sum)) return false;
    return true;
}

static void check_probabilities(ent_binder *binder, const ent_event *event) {
    size_t size = event->outcomes_size;
    double total = 0.0;
    for (size_t i = 0; i < size; i++) {
        if (!event->outcomes[i].p.set) return;
        total += event->outcomes[i].p.value;
    }
    if (size == 0) return;
    ent_ratio sum, others, last;
    const ent_ratio one = {1, 1};
    char is[ENT_NUMBER_TEXT], should[ENT_NUMBER_TEXT];
    const char *hint = NULL;
    if (exact_sum(event, size, &sum)) {
        if (ent_ratio_compare(sum, one) == 0) return;
        ent_ratio_text(sum, is);
        if (exact_sum(event, size - 1, &others) && ent_ratio_compare(others, one) <= 0 &&
            ent_ratio_subtract(one, others, &last))
            hint = ent_bind_text(binder, "with the others as they stand, '%.60s' should be %s",
                                 event->outcomes[size - 1].id, ent_ratio_text(last, should));
    } else {
        if (fabs(total - 1.0) < 1e-12) return;
        ent_write_double(is, total);
    }
    ent_bind_key_error(binder, ent_node_child(event->node, "outcomes"), "E-CASE-0154", hint,
                       "the probabilities of '%.60s' sum to %s, not 1", event->id, is);
}

static bool in_list(const char *word, const char *const *words, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (strcmp(words[i], word) == 0) return true;
    return false;
}

static void check_given(ent_binder *binder, const ent_event *event, const ent_given *given) {
    const ent_case *c = binder->result;
    const ent_node *node = ent_node_child(ent_node_child(event->node, "given"), given->event);
    const char **words = NULL;
    size_t size = 0;
    int index = ent_case_event(c, given->event);
    if (index != ENT_NOWHERE) {
        size = c->events[index].outcomes_size;
        words = ent_bind_array(binder, size, sizeof *words);
        for (size_t i = 0; words != NULL && i < size; i++)
            words[i] = c->events[index].outcomes[i].id;
    }
    for (size_t i = 0; index == ENT_NOWHERE && words == NULL && i < c->decisions_size; i++)
        if (strcmp(c->decisions[i].id, given->event) == 0) {
            size = c->decisions[i].choices_size;
            words = ent_bind_array(binder, size, sizeof *words);
            for (size_t j = 0; words != NULL && j < size; j++)
                words[j] = c->decisions[i].choices[j];
        }
    if (binder->failed) return;
    if (words == NULL)
        ent_bind_key_error(binder, node, "E-CASE-0156", NULL, "there is no event or decision '%.60s'", given->event);
    else if (!in_list(given->outcome, words, size))
        ent_bind_error(binder, node, "E-CASE-0156", ent_bind_suggest(binder, given->outcome, words, size),
                       "'%.60s' is not how '%.60s' can go", given->outcome, given->event);
    else if (strcmp(given->event, event->id) == 0)
        ent_bind_key_error(binder, node, "E-CASE-0156", NULL, "an event cannot depend on itself");
}

static void check_order(ent_binder *binder, const ent_event *event) {
    if (event->after == ENT_NOWHERE) return;
    const ent_event *before = &binder->result->events[event->after];
    if (event->date.year != 0 && before->date.year != 0 &&
        ent_date_last_day(event->date) < ent_date_first_day(before->date))
        ent_bind_error(binder, ent_node_child(event->node, "date"), "E-CASE-0157", NULL,
                       "'%.60s' comes after '%.60s', but its date is earlier", event->id, before->id);
}

static void check_status_quo(ent_binder *binder) {
    const ent_moves *moves = &binder->result->moves;
    if (moves->status_quo.values == NULL) return;
    for (size_t i = 0; i < moves->infeasible_size; i++) {
        bool hit = true, any = false;
        for (size_t j = 0; j < moves->options_size; j++) {
            signed char wanted = moves->infeasible[i].values[j];
            any = any || wanted >= 0;
            hit = hit && (wanted < 0 || wanted == moves->status_quo.values[j]);
        }
        if (hit && any)
            ent_bind_key_error(binder, ent_node_child(moves->node, "status_quo"), "E-CASE-0195", NULL,
                               "the status quo is among the infeasible patterns (number %zu)", i + 1);
    }
}

void ent_check_events(ent_binder *binder) {
    const ent_case *c = binder->result;
    for (size_t i = 0; i < c->events_size && !binder->failed; i++) {
        check_probabilities(binder, &c->events[i]);
        check_order(binder, &c->events[i]);
        for (size_t j = 0; j < c->events[i].given_size; j++)
            check_given(binder, &c->events[i], &c->events[i].given[j]);
    }
    check_status_quo(binder);
}
