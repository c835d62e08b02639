#include "trial.h"

#include <math.h>

#define BETTER_BY 0.9

void bs_trial_add(bs_trial *trial, double before, double after)
{
    trial->count++;
    trial->before += before;
    trial->after += after;
    trial->better += before - after;
    trial->better_sq += (before - after) * (before - after);
}

bool bs_trial_won(const bs_trial *trial)
{
    if (trial->count < BS_TRIAL_MIN || trial->after > BETTER_BY * trial->before) {
        return false;
    }
    double count = (double)trial->count;
    double mean = trial->better / count;
    double variance = fmax(0, trial->better_sq / count - mean * mean) * count / (count - 1);
    return mean > 0 && mean > 2 * sqrt(variance / count);
}
