// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// What modules ask of the Custodian, in its place: which signer's time it is, and whether all stands still.
contract Operator {
    uint32 public epoch = 1;
    uint48 public pausedUntil;

    function set(uint32 epoch_, uint48 pausedUntil_) external {
        (epoch, pausedUntil) = (epoch_, pausedUntil_);
    }
}
