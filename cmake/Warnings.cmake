# One interface target carries the compile settings of all our own code.
add_library(weighbridge_settings INTERFACE)
target_include_directories(weighbridge_settings INTERFACE "${CMAKE_SOURCE_DIR}" "${CMAKE_BINARY_DIR}")
target_compile_options(weighbridge_settings INTERFACE
  -Wall -Wextra -Werror -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast
  -Woverloaded-virtual -Wcast-align -Wunused -Wnull-dereference -Wimplicit-fallthrough -Wextra-semi)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports false null dereferences and overflows in inlined library code.
  target_compile_options(weighbridge_settings INTERFACE
    -Wduplicated-cond -Wlogical-op -Wno-null-dereference -Wno-maybe-uninitialized -Wno-restrict
    -Wno-stringop-overflow -Wno-array-bounds -Wno-stringop-overread)
endif()
target_compile_definitions(weighbridge_settings INTERFACE BOOST_ALL_NO_LIB BOOST_JSON_NO_LIB)
if(WEIGHBRIDGE_SANITIZE)
  target_compile_options(weighbridge_settings INTERFACE -fsanitize=${WEIGHBRIDGE_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(weighbridge_settings INTERFACE -fsanitize=${WEIGHBRIDGE_SANITIZE})
  if(WEIGHBRIDGE_SANITIZE MATCHES "undefined")
    target_compile_options(weighbridge_settings INTERFACE -fno-sanitize-recover=undefined)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
      # Clang 14 puts the data of -fsanitize=function before each part of a coroutine and cannot assemble it.
      target_compile_options(weighbridge_settings INTERFACE -fno-sanitize=function)
    endif()
  endif()
  if(WEIGHBRIDGE_SANITIZE MATCHES "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(weighbridge_settings INTERFACE -Wno-tsan)
  endif()
endif()
if(WEIGHBRIDGE_COVERAGE)
  target_compile_options(weighbridge_settings INTERFACE --coverage)
  target_link_options(weighbridge_settings INTERFACE --coverage)
endif()
