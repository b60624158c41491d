# One file of HTML with the program, its fonts and its host inside. What is left open in it is filled in by whoever writes
# a figure (figure/html.c).
# cmake -DKIND=figure -DPROGRAM=figure.wasm -DFONTS=a,b -DSOURCES=src/page -DOUT=figure.html -P pack.cmake
function(packed file out)
  execute_process(COMMAND gzip -9nc ${file} COMMAND base64 -w 0 OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

set(kind ${KIND})
packed(${PROGRAM} program)
string(REPLACE "," ";" files "${FONTS}")
foreach(file IN LISTS files)
  packed(${file} font)
  string(APPEND fonts "<script type=\"text/plain\" class=\"lrscope-font\">${font}</script>\n")
endforeach()
set(parts load paint page figure window begin)
foreach(part IN LISTS parts)
  file(READ ${SOURCES}/host/${part}.js text)
  string(APPEND host "${text}")
endforeach()
file(READ ${SOURCES}/page.css style)
configure_file(${SOURCES}/page.html ${OUT} @ONLY)
