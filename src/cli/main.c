/* The command's entry: sets up one call and hands it on. */
#include "cli/cli.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

enum { MOST_DIAGNOSTICS = 1000, PROGRAM_PATH = 4096 };

static int out_of_memory(void) {
    fputs("entente: error: not enough memory\n", stderr);
    return ent_exit_code(ENT_MEMORY);
}

/* Where this program is: built-in cases are found from there. */
static const char *program_path(ent_arena *arena) {
    char path[PROGRAM_PATH];
    ssize_t size = readlink("/proc/self/exe", path, sizeof path);
    return size > 0 && (size_t)size < sizeof path ? ent_arena_copy(arena, path, (size_t)size) : NULL;
}

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is seen as a failed write */
    cli self = {.arena = ent_arena_new(NULL), .diagnostics = ent_diagnostics_new(NULL, MOST_DIAGNOSTICS)};
    ent_buffer_init(&self.out, NULL);
    int code;
    if (self.arena == NULL || self.diagnostics == NULL || !cli_verbs_init(&self)) {
        code = out_of_memory();
    } else {
        self.program = program_path(self.arena);
        size_t size = argc > 1 ? (size_t)argc - 1 : 0;
        ent_status status = cli_run(&self, (const char *const *)(argv + (argc > 0)), size);
        code = status == ENT_MEMORY ? out_of_memory() : cli_finish(&self, status);
    }
    ent_buffer_free(&self.out);
    ent_diagnostics_free(self.diagnostics);
    ent_arena_free(self.arena);
    return code;
}
