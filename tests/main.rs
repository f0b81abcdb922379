//! Tests of the emulator as a whole. One binary, so it links once.
