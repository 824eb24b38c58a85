# Asks the processor to fetch what will be read soon. Compilers that cannot ask do without.
cdef extern from *:
    """
    #if defined(__GNUC__) || defined(__clang__)
    #define detector_prefetch(place) __builtin_prefetch(place)
    #else
    #define detector_prefetch(place) ((void)(place))
    #endif
    """
    void prefetch "detector_prefetch" (const void *place) nogil
