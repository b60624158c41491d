# Files that are built into the program: an array of C that holds each one's name, a 0 byte, its text, a 0 byte, one after
# another, ended by an empty name.
# cmake -DOUT=presets.c -DSYMBOL=presets_built_in -DFOLDER=assets/presets -DNAMES=a,b -P embed.cmake
if(CMAKE_SCRIPT_MODE_FILE)
  string(REPLACE "," ";" names "${NAMES}")
  set(bytes "")
  foreach(name IN LISTS names)
    string(HEX "${name}" name_bytes)
    file(READ ${FOLDER}/${name}.yaml text_bytes HEX)
    string(APPEND bytes "${name_bytes}00${text_bytes}00")
  endforeach()
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${bytes}00")
  string(REPLACE "'\\x0a'," "'\\n',\n" bytes "${bytes}")
  file(WRITE ${OUT} "extern const char ${SYMBOL}[];\nconst char ${SYMBOL}[] = {\n${bytes}};\n")
  return()
endif()

set(embed_script ${CMAKE_CURRENT_LIST_FILE})

# embed(presets presets_built_in source NAME...): ${source} is an array of the files assets/presets/NAME.yaml.
function(embed folder symbol source)
  set(${source} ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.c PARENT_SCOPE)
  set(from ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../assets/${folder})
  list(TRANSFORM ARGN REPLACE "(.+)" "${from}/\\1.yaml" OUTPUT_VARIABLE files)
  list(JOIN ARGN "," names)
  add_custom_command(OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.c DEPENDS ${files} ${embed_script}
                     COMMAND ${CMAKE_COMMAND} -DOUT=${CMAKE_CURRENT_BINARY_DIR}/${symbol}.c -DSYMBOL=${symbol}
                             -DFOLDER=${from} -DNAMES=${names} -P ${embed_script} VERBATIM)
endfunction()
