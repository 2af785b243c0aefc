/* Reads problems of forecasting from stdin, one a line of words, and writes what the kernels make of them: for the
 * oracles beside it, which write the lines and know the answers. Not a face: words that it does not know end it. */
#include "games/spatial/baselines.h"
#include "games/spatial/challenge.h"
#include "games/spatial/odds.h"
#include "games/spatial/smp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARRAYS = 32 };

static char word[4096];
static double *arrays[ARRAYS]; /* of the line that is read */
static size_t arrays_size;
static const ent_run run = {.threads = 2};

static void must(bool good) {
    if (good) return;
    fprintf(stderr, "spatial_driver: cannot read \"%s\"\n", word);
    exit(70);
}

static bool next_word(void) {
    return scanf("%4095s", word) == 1;
}

static size_t next_size(void) {
    must(next_word());
    return (size_t)strtoull(word, NULL, 10);
}

static double next_number(void) {
    must(next_word());
    return strtod(word, NULL);
}

/* So many numbers; NULL for "-". */
static double *next_numbers(size_t size) {
    must(arrays_size < ARRAYS);
    double *at = calloc(size + 1, sizeof *at);
    must(at != NULL);
    arrays[arrays_size++] = at;
    for (size_t i = 0; i < size; i++) {
        at[i] = next_number();
        if (i == 0 && strcmp(word, "-") == 0) return NULL;
    }
    return at;
}

static void print(double number) {
    printf(" %.17g", number);
}

static ent_line next_line(void) {
    const size_t actors = next_size();
    const double *position = next_numbers(actors), *weight = next_numbers(actors);
    return (ent_line){actors, position, weight};
}

/* ---- distributions ---- */

/* "odds N x.. w..", "empirical N x.. w..", "pieces N at.. from.. to..", "mixture N weight.. of N of these". */
static ent_status next_distribution(ent_predictive *out) {
    must(next_word());
    if (strcmp(word, "odds") == 0) {
        const ent_line line = next_line();
        return ent_odds(&line, NULL, &run, out);
    }
    if (strcmp(word, "empirical") == 0) {
        const ent_line line = next_line();
        return ent_predictive_empirical(&line, &run, out);
    }
    if (strcmp(word, "pieces") == 0) {
        const size_t size = next_size();
        ent_status status = ent_predictive_init(out, size, &run);
        double *const parts[] = {out->at, out->from, out->to};
        for (size_t k = 0; status == ENT_OK && k < 3; k++)
            memcpy(parts[k], next_numbers(size), size * sizeof(double));
        return status == ENT_OK && !ent_predictive_valid(out) ? ENT_INPUT : status;
    }
    must(strcmp(word, "mixture") == 0);
    const size_t size = next_size();
    const double *weight = next_numbers(size);
    ent_predictive *parts = calloc(size, sizeof *parts);
    ent_status status = ENT_OK;
    for (size_t i = 0; i < size; i++)
        if (status == ENT_OK) status = next_distribution(&parts[i]);
    if (status == ENT_OK) status = ent_predictive_mixture(parts, weight, size, 0, &run, out);
    for (size_t i = 0; i < size; i++)
        ent_predictive_free(&parts[i]);
    free(parts);
    return status;
}

/* Asks what the line asks: "cdf X", "quantile Q", ... up to ".". */
static void ask(const ent_predictive *d) {
    while (next_word() && strcmp(word, ".") != 0) {
        if (strcmp(word, "cdf") == 0) {
            print(ent_predictive_cdf(d, next_number()));
        } else if (strcmp(word, "below") == 0) {
            print(ent_predictive_below(d, next_number()));
        } else if (strcmp(word, "density") == 0) {
            print(ent_predictive_density(d, next_number()));
        } else if (strcmp(word, "quantile") == 0) {
            print(ent_predictive_quantile(d, next_number()));
        } else if (strcmp(word, "crps") == 0) {
            print(ent_predictive_crps(d, next_number()));
        } else if (strcmp(word, "mean") == 0) {
            print(ent_predictive_mean(d));
        } else if (strcmp(word, "variance") == 0) {
            print(ent_predictive_variance(d));
        } else {
            must(strcmp(word, "shortest") == 0);
            ent_interval is;
            must(ent_predictive_shortest(d, next_number(), &run, &is) == ENT_OK);
            print(is.low);
            print(is.high);
        }
    }
}

static void distribution(void) {
    ent_predictive d = {0};
    const ent_status status = next_distribution(&d);
    printf("%s", ent_status_name(status));
    if (status == ENT_OK)
        ask(&d);
    else
        while (next_word() && strcmp(word, ".") != 0) {
        }
    ent_predictive_free(&d);
}

/* ---- points ---- */

static void baselines(void) {
    const ent_line line = next_line();
    double mean;
    ent_median median;
    ent_line_nash nash;
    ent_consensus consensus;
    const double reference = next_number();
    const double *out = next_numbers(line.actors);
    bool *opted_out = calloc(line.actors + 1, sizeof *opted_out);
    for (size_t i = 0; out != NULL && i < line.actors; i++)
        opted_out[i] = out[i] != 0;
    must(ent_baseline_mean(&line, &mean) == ENT_OK && ent_baseline_median(&line, &run, &median) == ENT_OK);
    must(ent_baseline_nash(&line, reference, &run, &nash) == ENT_OK);
    const ent_status status = ent_baseline_consensus(&line, opted_out, reference, &run, &consensus);
    printf("%.17g %.17g %.17g %.17g %d %.17g %.17g %.17g", mean, median.point, median.low, median.high, nash.exists,
           nash.point, nash.low, nash.high);
    printf(" %s %d %.17g %.17g %.17g %.17g %.17g %zu %zu %zu", ent_status_name(status), consensus.moves, consensus.low,
           consensus.high, consensus.common, consensus.mean, consensus.median, consensus.limiting, consensus.against,
           consensus.bound);
    free(opted_out);
}

/* ---- models ---- */

static ent_spatial next_spatial(void) {
    const size_t actors = next_size(), dimensions = next_size();
    const double *low = next_numbers(dimensions), *high = next_numbers(dimensions);
    const double *position = next_numbers(actors * dimensions), *salience = next_numbers(actors * dimensions);
    const double *capability = next_numbers(actors);
    return (ent_spatial){actors, dimensions, position, salience, capability, low, high};
}

/* Options are numbers in the order of the struct; then "positions", "all" or "contests". */
static void smp(void) {
    ent_smp_options options = {.ktab = next_size() != 0};
    options.vote = (ent_smp_vote)next_size();
    options.victory = (ent_smp_victory)next_size();
    options.choice = (ent_smp_choice)next_size();
    options.adjust = (ent_smp_adjust)next_size();
    options.range = (ent_smp_range)next_size();
    options.commit = (ent_smp_commit)next_size();
    options.bargain = (ent_smp_bargain)next_size();
    options.views = (ent_smp_views)next_size();
    options.turns = next_size();
    const ent_spatial spatial = next_spatial();
    must(next_word());
    if (strcmp(word, "contests") == 0) {
        double *win = next_numbers(0);
        win = arrays[arrays_size - 1] = realloc(win, spatial.actors * spatial.actors * sizeof *win);
        printf("%s", ent_status_name(ent_smp_contests(&spatial, &options, &run, win)));
        for (size_t i = 0; i < spatial.actors * spatial.actors; i++)
            print(win[i]);
        return;
    }
    const bool all = strcmp(word, "all") == 0;
    ent_smp out;
    const ent_status status = ent_smp_run(&spatial, &options, &run, &out);
    printf("%s %zu %d", ent_status_name(status), out.turns, out.settled);
    const size_t size = out.turns * out.actors;
    for (size_t i = 0; status == ENT_OK && i < (size + out.actors) * out.dimensions; i++)
        print(out.position[i]);
    for (size_t i = 0; status == ENT_OK && all && i < size; i++)
        printf(" %.17g %.17g %zd %.17g %.17g %zu", out.strength[i], out.risk[i], (ssize_t)out.target[i], out.gain[i],
               out.win[i], out.partner[i]);
    ent_smp_free(&out);
}

static void challenge(void) {
    ent_challenge_options options = {.status_quo = next_number()};
    options.better = (ent_challenge_better)next_size();
    options.denominator = (ent_challenge_denominator)next_size();
    options.offers = (ent_challenge_offers)next_size();
    options.rounds = next_size();
    const ent_spatial spatial = next_spatial();
    ent_challenge out;
    const ent_status status = ent_challenge_run(&spatial, &options, &run, &out);
    printf("%s %zu", ent_status_name(status), out.rounds);
    for (size_t r = 0; status == ENT_OK && r <= out.rounds; r++) {
        for (size_t i = 0; i < out.actors; i++)
            print(out.position[r * out.actors + i]);
        print(out.median[r]);
        print(out.mean[r]);
    }
    for (size_t i = 0; status == ENT_OK && i < out.rounds * out.actors; i++)
        print(out.risk[i]);
    ent_challenge_free(&out);
}

int main(void) {
    while (next_word()) {
        if (strcmp(word, "distribution") == 0) {
            distribution();
        } else if (strcmp(word, "baselines") == 0) {
            baselines();
        } else if (strcmp(word, "challenge") == 0) {
            challenge();
        } else {
            must(strcmp(word, "smp") == 0);
            smp();
        }
        printf("\n");
        while (arrays_size > 0)
            free(arrays[--arrays_size]);
    }
    return 0;
}
