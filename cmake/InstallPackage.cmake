# `cmake --install` gives the command, the libraries with their headers, and a package for `find_package(proviso)`.

include(CMakePackageConfigHelpers)

set(PROVISO_PACKAGE_DIR "${CMAKE_INSTALL_LIBDIR}/cmake/proviso")

set(libraries language properties replay encode solver)
foreach(library IN LISTS libraries)
  set_target_properties(proviso_${library} PROPERTIES EXPORT_NAME ${library})
endforeach()
list(TRANSFORM libraries PREPEND proviso_)

install(TARGETS proviso RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(TARGETS ${libraries} EXPORT provisoTargets
        ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
        LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}"
        FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/proviso")
install(EXPORT provisoTargets NAMESPACE proviso:: DESTINATION "${PROVISO_PACKAGE_DIR}")

configure_package_config_file(cmake/provisoConfig.cmake.in "${PROJECT_BINARY_DIR}/provisoConfig.cmake"
                              INSTALL_DESTINATION "${PROVISO_PACKAGE_DIR}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/provisoConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/provisoConfig.cmake" "${PROJECT_BINARY_DIR}/provisoConfigVersion.cmake"
              cmake/FindGMPXX.cmake cmake/FindZ3.cmake cmake/Findutf8proc.cmake
        DESTINATION "${PROVISO_PACKAGE_DIR}")
