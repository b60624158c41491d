#include <SDL.h>
#include <stdio.h>
