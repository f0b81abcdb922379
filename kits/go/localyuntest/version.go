package localyuntest

// Version is the version of this kit, which is that of the program it was made with.
const Version = "0.2.0"
