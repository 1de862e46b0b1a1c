# cmake -DBUILD=… -DSOURCE=… -DGENERATOR=… -P install.cmake: installs the build into a prefix of its own, and compiles and
# runs a consumer that knows the package by find_package alone.

set(work "${BUILD}/tests/checks/installed")
file(REMOVE_RECURSE "${work}")

function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${work}/prefix")
run("${CMAKE_COMMAND}" -S "${SOURCE}" -B "${work}/build" -G "${GENERATOR}" "-DCMAKE_PREFIX_PATH=${work}/prefix"
    "-DCMAKE_BUILD_TYPE=Debug" "-DCMAKE_CXX_FLAGS=${FLAGS}")
run("${CMAKE_COMMAND}" --build "${work}/build")
run("${work}/build/consumer")
run("${work}/prefix/bin/proviso" --version)
