# Part of every build: an include that runs against the direction of the folders fails it.

find_program(SH_PROGRAM sh REQUIRED)
mark_as_advanced(SH_PROGRAM)
add_custom_target(include_direction ALL
  COMMAND "${SH_PROGRAM}" "${PROJECT_SOURCE_DIR}/tests/checks/include_direction.sh" "${PROJECT_SOURCE_DIR}"
  COMMENT "Checking the direction of includes"
  VERBATIM)
