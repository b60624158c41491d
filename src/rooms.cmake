# The table of rooms, from the lowest to the highest: used by the build, and by tests/include_rule.cmake, which holds every
# #include against it. What a room uses it may include, and through it what that one uses: arrows point down only.
set(rooms base system syntax formula schedule descent runlog scenario lesson code reading scene chart paint screen figure ui app window cli)

set(uses_base)
set(uses_system base)
set(uses_syntax base)
set(uses_formula syntax)
set(uses_schedule formula)
set(uses_descent schedule)
set(uses_runlog schedule)
set(uses_scenario schedule system)
set(uses_lesson scenario)
set(uses_code schedule)
set(uses_reading schedule system syntax)
set(uses_scene base)
set(uses_chart scene schedule)
set(uses_paint scene)
set(uses_screen paint system)
set(uses_figure chart paint scenario code runlog)
set(uses_ui scene)
set(uses_app ui figure lesson reading descent)
set(uses_window app screen)
set(uses_cli app figure lesson reading)

# Rooms that have their files in another one's folder. `system` is the part of base/ that asks the operating system: files,
# folders, signals, terminals. `screen` is the part of paint/ that knows SDL.
set(folder_system base)
set(files_system beside file folder interrupt pages progress)
set(folder_screen paint)
set(files_screen screen damage screen_text glyph_cache)

# The libraries that each room knows, by the names of the build's PkgConfig targets; no other room includes their headers.
set(libraries_runlog ZLIB)
set(libraries_scenario YAML)
set(libraries_reading JSON YAML)
set(libraries_paint CAIRO FREETYPE HARFBUZZ FONTCONFIG PNG WEBP ZLIB)
set(libraries_screen CAIRO SDL2 SDL2_TTF)
set(libraries_window SDL2 X11)

# How the names of their headers begin.
set(headers_ZLIB "zlib")
set(headers_YAML "yaml")
set(headers_JSON "json")
set(headers_CAIRO "cairo")
set(headers_FREETYPE "ft2build|freetype|FT_")
set(headers_HARFBUZZ "hb")
set(headers_FONTCONFIG "fontconfig/")
set(headers_PNG "png")
set(headers_WEBP "webp")
set(headers_SDL2 "SDL\.")
set(headers_SDL2_TTF "SDL_ttf")
set(headers_X11 "X11/")

# The program for browsers is built beside the rooms, with a compiler of its own (page/CMakeLists.txt).
set(libraries_page YAML ZLIB)

# The programs see the rooms that they start and nothing behind them.
set(programs main allocation generate_main page)
set(sees_main system cli window)
set(sees_allocation base) # which is a part of main
set(sees_generate_main app cli paint scene)
set(sees_page page app lesson figure paint reading chart ui scenario schedule scene system base)
