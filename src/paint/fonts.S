/* The distribution's fonts, cut down to what is kept of them (CMakeLists.txt); where they stand comes from the build. */

.macro font name, file
    .global \name, \name\()_end
    .balign 16
    .type \name, %object
\name:
    .incbin "\file"
\name\()_end:
    .byte 0
    .size \name, . - \name
.endm

    .section .rodata
    font font_inter_regular, INTER_REGULAR
    font font_inter_medium, INTER_MEDIUM
    font font_inter_semi_bold, INTER_SEMI_BOLD
    font font_jetbrains_mono_regular, JETBRAINS_MONO_REGULAR
    font font_jetbrains_mono_medium, JETBRAINS_MONO_MEDIUM
    font font_jetbrains_mono_semi_bold, JETBRAINS_MONO_SEMI_BOLD

    .section .note.GNU-stack, "", %progbits
