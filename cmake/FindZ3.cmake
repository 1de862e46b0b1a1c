# Gives Z3::Z3. Newer releases of Z3 bring their own package config, which is taken when there is one;
# older ones (Debian's 4.8.12) bring only z3.pc, or nothing.

find_package(Z3 ${Z3_FIND_VERSION} CONFIG QUIET)
if(TARGET z3::libz3)
  if(NOT TARGET Z3::Z3)
    add_library(Z3::Z3 INTERFACE IMPORTED)
    target_link_libraries(Z3::Z3 INTERFACE z3::libz3)
    target_include_directories(Z3::Z3 INTERFACE ${Z3_CXX_INCLUDE_DIRS})
  endif()
  set(Z3_FOUND TRUE)
  return()
endif()

find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(PC_Z3 QUIET z3)
endif()

find_path(Z3_INCLUDE_DIR z3++.h HINTS ${PC_Z3_INCLUDE_DIRS} PATH_SUFFIXES z3)
find_library(Z3_LIBRARY z3 HINTS ${PC_Z3_LIBRARY_DIRS})
mark_as_advanced(Z3_INCLUDE_DIR Z3_LIBRARY)

if(Z3_INCLUDE_DIR AND EXISTS "${Z3_INCLUDE_DIR}/z3_version.h")
  set(Z3_VERSION "")
  foreach(part MAJOR_VERSION MINOR_VERSION BUILD_NUMBER)
    file(STRINGS "${Z3_INCLUDE_DIR}/z3_version.h" line REGEX "#define Z3_${part}")
    string(REGEX REPLACE ".*Z3_${part}[ \t]+([0-9]+).*" "\\1" number "${line}")
    list(APPEND Z3_VERSION "${number}")
  endforeach()
  list(JOIN Z3_VERSION "." Z3_VERSION)
else()
  set(Z3_VERSION "${PC_Z3_VERSION}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Z3 REQUIRED_VARS Z3_LIBRARY Z3_INCLUDE_DIR VERSION_VAR Z3_VERSION)

if(Z3_FOUND AND NOT TARGET Z3::Z3)
  add_library(Z3::Z3 UNKNOWN IMPORTED)
  set_target_properties(Z3::Z3 PROPERTIES IMPORTED_LOCATION "${Z3_LIBRARY}"
                                          INTERFACE_INCLUDE_DIRECTORIES "${Z3_INCLUDE_DIR}")
endif()
