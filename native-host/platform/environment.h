/** @file environment.h The variables of this process's environment. */
#ifndef BUSSOLA_PLATFORM_ENVIRONMENT_H
#define BUSSOLA_PLATFORM_ENVIRONMENT_H

/** A variable in UTF-8, valid until the environment is changed; NULL if it is not set. */
const char *bs_environment(const char *name);

/** Sets a variable, also for programs that are started later; NULL removes it. */
void bs_environment_set(const char *name, const char *value);

#endif
