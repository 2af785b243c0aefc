/* Words that findings share: probabilities. */
#include "findings/words.h"

#include <math.h>

const char *ent_probability_words(double p, ent_arena *arena) {
    static const struct {
        double below;
        const char *words;
    } yardstick[] = {{0.075, "a remote chance"}, {0.225, "highly unlikely"},
                     {0.375, "unlikely"},        {0.525, "a realistic possibility"},
                     {0.775, "likely"},          {0.925, "highly likely"},
                     {2, "almost certain"}};
    if (!(p > 0)) p = 0;
    if (p >= 1) return "certain (10 in 10)";
    size_t row = 0;
    while (p >= yardstick[row].below) {
        row++;
    }
    char text[ENT_NUMBER_TEXT];
    int tenths = (int)(p * 10 + 0.5);
    if (tenths > 0 && tenths < 10 && fabs(p * 10 - tenths) < 0.1) {
        return ent_arena_printf(arena, "%s (%d in 10)", yardstick[row].words, tenths);
    }
    return ent_arena_printf(arena, "%s (%s in 100)", yardstick[row].words, ent_write_fixed(text, p * 100, 0));
}
