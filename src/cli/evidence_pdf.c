/* A PDF's text by pdftotext, where that is installed: a program of its own, without a shell, bounded in time and
 * output. It reads the file from its standard input, so that no name can be taken for an option. */
#include "cli/evidence.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_SECONDS = 60, MOST_OUTPUT = 64 << 20, LOOK_EVERY = 200 /* milliseconds */, CHUNK = 1 << 16 };

extern char **environ;

static double now(void) {
    struct timespec time;
    return clock_gettime(CLOCK_MONOTONIC, &time) == 0 ? (double)time.tv_sec + (double)time.tv_nsec * 1e-9 : 0;
}

/* The bytes in a file without a name: the program reads it as its standard input. */
static FILE *as_file(const char *data, size_t size) {
    FILE *file = tmpfile();
    if (file == NULL) return NULL;
    if (fwrite(data, 1, size, file) == size && fflush(file) == 0 && fseek(file, 0, SEEK_SET) == 0) return file;
    fclose(file);
    return NULL;
}

/* Starts it; *out is where its output comes from. 0 or errno. */
static int start(int input, int *out, pid_t *child) {
    static const char *const words[] = {"pdftotext", "-q", "-enc", "UTF-8", "-nopgbrk", "-", "-", NULL};
    int ends[2];
    if (pipe(ends) != 0) return errno;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    if (error == 0) {
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        error = posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        char *arguments[sizeof words / sizeof *words];
        memcpy(arguments, words, sizeof words); /* it takes no const, and changes nothing */
        if (error == 0) error = posix_spawnp(child, words[0], &actions, NULL, arguments, environ);
        posix_spawn_file_actions_destroy(&actions);
    }
    close(ends[1]);
    if (error != 0)
        close(ends[0]);
    else
        *out = ends[0];
    return error;
}

typedef enum pdf_end { PDF_WHOLE, PDF_TIME, PDF_SIZE, PDF_STOPPED, PDF_MEMORY } pdf_end;

static pdf_end read_output(const cli *self, int from, ent_buffer *text) {
    char chunk[CHUNK];
    const double start_time = now();
    for (;;) {
        struct pollfd wait = {.fd = from, .events = POLLIN};
        const int ready = poll(&wait, 1, LOOK_EVERY);
        if (ent_run_cancelled(&self->run)) return PDF_STOPPED;
        if (now() - start_time > MOST_SECONDS) return PDF_TIME;
        if (ready <= 0) continue;
        const ssize_t got = read(from, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return PDF_WHOLE;
        ent_buffer_add(text, chunk, (size_t)got);
        if (text->failed) return PDF_MEMORY;
        if (text->size > MOST_OUTPUT) return PDF_SIZE;
    }
}

static ent_status refuse(cli *self, const char *file, const char *hint, const char *what) {
    const ent_place place = {.file = file};
    ent_diagnosef(self->diagnostics, ENT_ERROR, "E-CLI-0008", &place, NULL, hint, NULL, "%s", what);
    return ENT_INPUT;
}

static ent_status outcome(cli *self, const char *file, pdf_end end, int code, const ent_buffer *text) {
    if (end == PDF_STOPPED) return ENT_CANCELLED;
    if (end == PDF_MEMORY) return ENT_MEMORY;
    if (end == PDF_TIME) return refuse(self, file, "turn it into text by hand", "pdftotext needed more than a minute");
    if (end == PDF_SIZE) return refuse(self, file, "cut it into parts", "the PDF has more than 64 MB of text");
    if (!WIFEXITED(code) || WEXITSTATUS(code) != 0)
        return refuse(self, file, "is it whole, and without a password?", "pdftotext cannot read the PDF");
    for (size_t i = 0; i < text->size; i++)
        if ((unsigned char)text->data[i] > ' ') return ENT_OK;
    return refuse(self, file, "pictures of pages need a program for recognising characters first",
                  "the PDF has no text in it");
}

ent_status cli_evidence_pdf(cli *self, const char *file, const char *data, size_t size, ent_buffer *text) {
    FILE *input = as_file(data, size);
    int from = -1, code = 0;
    pid_t child = 0;
    const int error = input != NULL ? start(fileno(input), &from, &child) : errno;
    if (input != NULL) fclose(input);
    if (error == ENOENT)
        return refuse(self, file, "install poppler-utils, or turn it into text elsewhere",
                      "a PDF is read by the program pdftotext, which is not installed");
    if (error != 0) return refuse(self, file, NULL, strerror(error));
    const pdf_end end = read_output(self, from, text);
    close(from);
    if (end != PDF_WHOLE) kill(child, SIGKILL);
    while (waitpid(child, &code, 0) < 0 && errno == EINTR)
        continue;
    return outcome(self, file, end, code, text);
}
