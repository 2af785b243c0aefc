/* The store for the tests in Python.
 *
 *   store-tool add PATH FIRST COUNT [BATCH]  adds made documents, saying "N" when N is in; in batches of BATCH
 *   store-tool export PATH                   JSON lines
 *   store-tool import PATH                   JSON lines from the standard input
 *   store-tool check PATH
 *   store-tool search PATH WORDS             id and score of each hit
 *   store-tool decide PATH CLAIM STATE BY ON
 *   store-tool set-report PATH DOCUMENT REPORT */
#include "given.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static ent_status add(ent_evidence *store, const ent_run *run, uint64_t first, uint64_t count, uint64_t batch) {
    ent_status status = ENT_OK;
    for (uint64_t i = 0; i < count && status == ENT_OK; i++) {
        given document;
        given_made(&document, first + i);
        if (batch > 0 && i % batch == 0) status = ent_evidence_begin(store, run);
        if (status == ENT_OK) status = ent_evidence_add(store, run, &document.document, NULL);
        if (batch > 0 && status == ENT_OK && (i % batch == batch - 1 || i + 1 == count))
            status = ent_evidence_commit(store, run);
        else if (batch > 0)
            continue;
        if (status == ENT_OK) printf("%llu\n", (unsigned long long)(first + i));
        fflush(stdout);
    }
    return status;
}

static ent_status write_out(void *context, const char *data, size_t size) {
    (void)context;
    return fwrite(data, 1, size, stdout) == size ? ENT_OK : ENT_IO;
}

static ent_status read_in(void *context, char *data, size_t room, size_t *got) {
    (void)context;
    *got = fread(data, 1, room, stdin);
    return ENT_OK;
}

static ent_status print_hit(void *context, const ent_evidence_hit *hit) {
    (void)context;
    char number[ENT_NUMBER_TEXT];
    printf("%s %s\n", hit->document.id, ent_write_double(number, hit->score));
    return ENT_OK;
}

static ent_status run_command(ent_evidence *store, const ent_run *run, int size, char **words) {
    const char *command = words[1];
    if (strcmp(command, "add") == 0 && size >= 5)
        return add(store, run, strtoull(words[3], NULL, 10), strtoull(words[4], NULL, 10),
                   size > 5 ? strtoull(words[5], NULL, 10) : 0);
    if (strcmp(command, "export") == 0) return ent_evidence_export(store, run, write_out, NULL);
    if (strcmp(command, "import") == 0) return ent_evidence_import(store, run, "standard input", read_in, NULL, NULL);
    if (strcmp(command, "check") == 0) return ent_evidence_check(store, run);
    if (strcmp(command, "search") == 0 && size == 4)
        return ent_evidence_search(store, run, &(ent_evidence_query){.words = words[3], .most = 1000}, print_hit, NULL,
                                   NULL);
    if (strcmp(command, "set-report") == 0 && size == 5)
        return ent_evidence_set_report(store, run, words[3], words[4], 0.9);
    ent_evidence_decision decision = {.because = "read again", .credibility = 2};
    if (strcmp(command, "decide") != 0 || size != 7 || !ent_claim_state_read(words[4], &decision.state))
        return ENT_USAGE;
    decision.by = words[5];
    decision.on = words[6];
    return ent_evidence_decide(store, run, words[3], &decision);
}

int main(int size, char **words) {
    if (size < 3) return 2;
    const ent_run run = {.diagnostics = ent_diagnostics_new(NULL, 20)};
    ent_evidence *store = NULL;
    ent_status status = ent_evidence_open(&run, words[2], &(ent_evidence_options){.wait = 60000}, &store);
    if (status == ENT_OK) status = run_command(store, &run, size, words);
    ent_evidence_close(store);
    for (size_t i = 0; i < ent_diagnostics_size(run.diagnostics); i++) {
        const ent_diagnostic *said = ent_diagnostics_at(run.diagnostics, i);
        fprintf(stderr, "%s:%zu: %s %s\n", said->place.file, said->place.line, said->id, said->message);
    }
    ent_diagnostics_free(run.diagnostics);
    return ent_exit_code(status);
}
