# Gives GMPXX::GMPXX (exact integers and rationals with their C++ interface, linked together with GMP itself).

find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(PC_GMPXX QUIET gmpxx)
endif()

find_path(GMPXX_INCLUDE_DIR gmpxx.h HINTS ${PC_GMPXX_INCLUDE_DIRS})
find_library(GMPXX_LIBRARY gmpxx HINTS ${PC_GMPXX_LIBRARY_DIRS})
find_library(GMP_LIBRARY gmp HINTS ${PC_GMPXX_LIBRARY_DIRS})
mark_as_advanced(GMPXX_INCLUDE_DIR GMPXX_LIBRARY GMP_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(GMPXX REQUIRED_VARS GMPXX_LIBRARY GMP_LIBRARY GMPXX_INCLUDE_DIR
                                        VERSION_VAR PC_GMPXX_VERSION)

if(GMPXX_FOUND AND NOT TARGET GMPXX::GMPXX)
  add_library(GMPXX::GMPXX UNKNOWN IMPORTED)
  set_target_properties(GMPXX::GMPXX PROPERTIES IMPORTED_LOCATION "${GMPXX_LIBRARY}"
                                                INTERFACE_INCLUDE_DIRECTORIES "${GMPXX_INCLUDE_DIR}"
                                                INTERFACE_LINK_LIBRARIES "${GMP_LIBRARY}")
endif()
