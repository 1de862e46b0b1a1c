# Gives MD::MD (message digests, from libmd).

find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(PC_MD QUIET libmd)
endif()

find_path(MD_INCLUDE_DIR sha2.h HINTS ${PC_MD_INCLUDE_DIRS})
find_library(MD_LIBRARY md HINTS ${PC_MD_LIBRARY_DIRS})
mark_as_advanced(MD_INCLUDE_DIR MD_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(MD REQUIRED_VARS MD_LIBRARY MD_INCLUDE_DIR VERSION_VAR PC_MD_VERSION)

if(MD_FOUND AND NOT TARGET MD::MD)
  add_library(MD::MD UNKNOWN IMPORTED)
  set_target_properties(MD::MD PROPERTIES IMPORTED_LOCATION "${MD_LIBRARY}"
                                      INTERFACE_INCLUDE_DIRECTORIES "${MD_INCLUDE_DIR}")
endif()
