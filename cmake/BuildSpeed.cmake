# ccache and mold are used when they are there; nothing depends on them.
find_program(WEIGHBRIDGE_CCACHE ccache)
if(WEIGHBRIDGE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # pch_defines,time_macros: what ccache needs to cache files that use a precompiled header.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      ${WEIGHBRIDGE_CCACHE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-fpch-preprocess)
  endif()
endif()
find_program(WEIGHBRIDGE_MOLD mold)
if(WEIGHBRIDGE_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
