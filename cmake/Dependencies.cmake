# Everything is found on the system; nothing is downloaded. `./dev help` names the Debian packages.

find_package(Threads REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(tl-expected REQUIRED)
find_package(GMPXX REQUIRED)
find_package(utf8proc REQUIRED)
find_package(Z3 4.8.12 REQUIRED)
find_package(Boost 1.74 REQUIRED COMPONENTS filesystem)
find_package(TBB REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(pugixml 1.13 REQUIRED)

if(BUILD_TESTING)
  find_package(GTest 1.12 REQUIRED)
  find_package(rapidcheck REQUIRED)
endif()
