/* What the terminal can show; Ctrl-C; progress. */
#include "cli/cli.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { PIPE_WIDTH = 100, LEAST_WIDTH = 40, MOST_WIDTH = 200 };

static bool given(const char *name) {
    const char *value = getenv(name);
    return value != NULL && value[0] != '\0';
}

static size_t terminal_width(int descriptor) {
    struct winsize size = {0};
    unsigned long width = ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
    if (given("COLUMNS")) {
        unsigned long wanted = strtoul(getenv("COLUMNS"), NULL, 10);
        if (width == 0 || wanted > 0) width = wanted;
    }
    if (width == 0) return PIPE_WIDTH;
    return width < LEAST_WIDTH ? LEAST_WIDTH : width > MOST_WIDTH ? MOST_WIDTH : width;
}

/* Whether the environment says that the terminal understands UTF-8. */
static bool shows_utf8(void) {
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!given(names[i])) continue;
        const char *value = getenv(names[i]);
        return strstr(value, "UTF-8") != NULL || strstr(value, "utf8") != NULL || strstr(value, "UTF8") != NULL;
    }
    return false;
}

cli_terminal cli_terminal_of(const cli *self, int descriptor) {
    cli_terminal terminal = {.is_terminal = isatty(descriptor) != 0, .width = PIPE_WIDTH};
    const char *wanted = self->common.color != NULL ? self->common.color : "auto";
    bool dumb = given("TERM") && strcmp(getenv("TERM"), "dumb") == 0;
    terminal.colour = strcmp(wanted, "always") == 0 ||
                      (strcmp(wanted, "auto") == 0 && terminal.is_terminal && !given("NO_COLOR") && !dumb);
    if (!terminal.is_terminal) return terminal;
    terminal.boxes = shows_utf8();
    terminal.width = terminal_width(descriptor);
    return terminal;
}

/* ---- Ctrl-C: once stops cleanly, twice at once ------------------------------------------------------------ */

static volatile sig_atomic_t interrupted;

static void on_interrupt(int number) {
    (void)number;
    if (interrupted) _exit(130);
    interrupted = 1;
}

static bool is_cancelled(void *context) {
    (void)context;
    return interrupted != 0;
}

/* ---- progress --------------------------------------------------------------------------------------------- */

struct cli_progress {
    struct timespec start;
    double shown;                 /* seconds after the start when it was shown last; 0: not yet */
    double stage_start, fraction; /* of the stage that is running */
    bool begun;
    double first; /* fraction at which it began: work that was done before, by an earlier run */
};

static double seconds_since(const struct timespec *start) {
    struct timespec now;
    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0) return 0;
    return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) * 1e-9;
}

/* "about 40 s left", "about 12 min left", "about 3.5 h left". */
static void print_left(double seconds) {
    if (seconds < 100)
        fprintf(stderr, ", about %.0f s left", seconds);
    else if (seconds < 100 * 60)
        fprintf(stderr, ", about %.0f min left", seconds / 60);
    else
        fprintf(stderr, ", about %.1f h left", seconds / 3600);
}

/* A line after half a second, renewed five times a second; the time left is that of the stage. */
static void show_progress(void *context, double fraction, const char *what) {
    cli *self = context;
    struct cli_progress *progress = self->progress;
    double elapsed = seconds_since(&progress->start);
    if (fraction < progress->fraction || !progress->begun) {
        progress->stage_start = elapsed;
        progress->first = progress->begun ? 0 : fraction;
        progress->begun = true;
    }
    progress->fraction = fraction;
    if (elapsed < 0.5 || elapsed - progress->shown < 0.2) return;
    progress->shown = elapsed;
    double spent = elapsed - progress->stage_start, done = fraction - progress->first;
    double left = done > 0 ? spent * (1 - fraction) / done : 0;
    fprintf(stderr, "\r\033[K%s: %.0f %%", what != NULL ? what : self->verb->name, fraction * 100);
    if (done > 0.02 && left >= 1) print_left(left);
    fflush(stderr);
}

void cli_watch_start(cli *self) {
    struct sigaction action = {.sa_handler = on_interrupt};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    self->run.cancelled = is_cancelled;
    self->run.context = self;
    if (self->again || self->common.quiet || !isatty(STDERR_FILENO)) return;
    self->progress = ent_arena_alloc(self->arena, sizeof *self->progress);
    if (self->progress == NULL || clock_gettime(CLOCK_MONOTONIC, &self->progress->start) != 0) return;
    self->run.progress = show_progress;
}

void cli_watch_stop(cli *self) {
    if (self->progress == NULL || self->progress->shown <= 0) return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
}
