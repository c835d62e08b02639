/*
 * Compares the anchored number's distance to LinkedIn's next reading with that of the last reading
 * repeated, in the worlds of tests/bench/worlds.json. Exits with 1 if a world's gate fails for any
 * seed.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "bussola/core/state.h"
#include "bussola/service/model_json.h"

#include "life.h"

enum { RATIOS_MAX = 4096 };

/** Errors of all users of one world and seed. */
typedef struct tally {
    double anchored, unchanged; /**< sums of absolute errors */
    double ratios[RATIOS_MAX];  /**< of each user */
    size_t members, predictions;
    size_t better, worse; /**< users for whom the anchored number is closer, or not */
} tally;

static double sum_of(const double pillars[BS_PILLAR_COUNT])
{
    return pillars[0] + pillars[1] + pillars[2] + pillars[3];
}

static void add_member(tally *sums, const life *lived)
{
    const bs_evidence *evidence = &lived->seen.evidence;
    double anchored = 0;
    double unchanged = 0;
    for (size_t i = 1; i < evidence->official_count; i++) {
        double read = sum_of(evidence->officials[i].pillars);
        anchored += fabs(bs_state_predict(lived->seen.timeline, i) - read);
        unchanged += fabs(sum_of(evidence->officials[i - 1].pillars) - read);
        sums->predictions++;
    }
    sums->anchored += anchored;
    sums->unchanged += unchanged;
    sums->better += anchored < unchanged ? 1 : 0;
    sums->worse += anchored > unchanged ? 1 : 0;
    if (unchanged > 0 && sums->members < RATIOS_MAX) {
        sums->ratios[sums->members++] = anchored / unchanged;
    }
}

static int compare_doubles(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a > b) - (a < b);
}

static double at_share(const tally *sums, double share)
{
    return sums->members == 0 ? NAN : sums->ratios[(size_t)(share * (double)(sums->members - 1))];
}

/** Prints one line; returns true if the gate holds. */
static bool tell(const world *in, unsigned seed, tally *sums, size_t members)
{
    qsort(sums->ratios, sums->members, sizeof *sums->ratios, compare_doubles);
    double ratio = sums->anchored / sums->unchanged;
    double count = (double)sums->predictions;
    bool holds = ratio <= in->gate;
    printf("%-5s %4u  %6.3f  %6.3f  %5.3f  %5.2f  %-4s  %6.3f  %5.3f–%5.3f  %5.0f %%  %5.0f %%\n",
           in->id, seed, sums->anchored / count, sums->unchanged / count, ratio, in->gate,
           holds ? "ok" : "FAIL", at_share(sums, 0.5), at_share(sums, 0.1), at_share(sums, 0.9),
           100.0 * (double)sums->better / (double)members,
           100.0 * (double)sums->worse / (double)members);
    return holds;
}

static bool run(const worlds *all, const world *in, const bs_model *model, unsigned seed)
{
    tally sums = {0};
    for (size_t i = 0; i < all->members; i++) {
        uint32_t of = seed * 1000003U + ((uint32_t)i + 1) * 2654435761U;
        life *lived = life_new(all, in, model, of | 1U);
        add_member(&sums, lived);
        life_free(lived);
    }
    return tell(in, seed, &sums, all->members);
}

int main(int argc, char **argv)
{
    bs_model model;
    bs_error error;
    worlds all;
    if (argc != 2 || !worlds_read(&all, argv[1]) || bs_model_builtin(&model, &error) != BS_OK) {
        return 2;
    }
    printf("Model %s, %zu members a world and seed. Mean error in points; ratios of members: "
           "median, a tenth to nine tenths, shares better and worse than unchanged.\n",
           model.id, all.members);
    printf(
        "world seed  anchor.  unch.  ratio   gate        median     spread     better   worse\n");
    bool hold = true;
    for (size_t w = 0; w < all.count; w++) {
        for (size_t s = 0; s < all.seed_count; s++) {
            hold = run(&all, &all.of[w], &model, all.seeds[s]) && hold;
        }
    }
    return hold ? 0 : 1;
}
