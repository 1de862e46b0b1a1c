# proviso_test(NAME SOURCES file... LINKS target...): one GoogleTest executable whose tests ctest runs one by one.
# PROVISO_SOURCE_DIR is the root of the sources; PROVISO_EXECUTABLE is the built `proviso`.

include(GoogleTest)

function(proviso_test NAME)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "" "SOURCES;LINKS")
  add_executable(${NAME} ${ARG_SOURCES})
  target_link_libraries(${NAME} PRIVATE ${ARG_LINKS} GTest::gmock GTest::gtest_main rapidcheck)
  target_compile_options(${NAME} PRIVATE -Wno-conversion)
  target_compile_definitions(${NAME} PRIVATE "PROVISO_SOURCE_DIR=\"${PROJECT_SOURCE_DIR}\""
                                             "PROVISO_EXECUTABLE=\"$<TARGET_FILE:proviso>\"")
  gtest_discover_tests(${NAME} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60 TEST_PREFIX ${NAME}. PROPERTIES TIMEOUT 1800)
endfunction()
