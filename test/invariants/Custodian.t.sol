// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICustodian} from "../../contracts/interfaces/ICustodian.sol";
import {IMemberAccount} from "../../contracts/interfaces/IMemberAccount.sol";
import {CustodyHandler} from "./support/CustodyHandler.sol";
import {vm} from "./support/Vm.sol";
import {Witness} from "./support/Witness.sol";

/// Invariant 8 of docs/INVARIANTS.md: the Custodian forwards nothing outside its allowlist, a graduated account is out
/// of the operator's reach for good, and a member with a recovery address can always leave.
/// forge-config: default.invariant.runs = 24
/// forge-config: default.invariant.depth = 250
contract CustodianInvariants {
    CustodyHandler private _handler;
    ICustodian private _custodian;
    Witness private _witness;

    function setUp() external {
        // Far enough from zero that distrust may reach back.
        vm.warp(2_000_000_000);
        _handler = new CustodyHandler();
        _custodian = _handler.custodian();
        _witness = _handler.witness();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_8a_nothingOutsideTheAllowlistNorWhilePaused() external view {
        require(_witness.reachedForbidden() == 0, "a call outside the allowlist arrived");
        require(_witness.reachedPaused() == 0, "a call arrived while paused");
    }

    function invariant_8b_graduatedAccountsAreOutOfReach() external view {
        require(_witness.reachedGraduated() == 0, "a call for a graduated account arrived");
        for (uint256 member = 0; member < _handler.MEMBERS(); ++member) {
            (address owner,,,) = _handler.memories(member);
            (, address account) = _handler.memberOf(member);
            require((owner == address(0)) == (account.code.length == 0), "an account exists without having graduated");
            if (owner != address(0)) require(IMemberAccount(account).owner() == owner, "a graduated account changed hands");
        }
    }

    /// Whatever happened before: who is a member's recovery address now leaves within the announced time.
    function invariant_8c_aRecoveryAddressCanAlwaysLeave() external {
        uint256 now_ = block.timestamp;
        for (uint256 member = 0; member < _handler.MEMBERS(); ++member) {
            (bytes32 salt, address account) = _handler.memberOf(member);
            (address recovery, uint48 effectiveAt) = _custodian.recoveryOf(account);
            if (recovery == address(0)) continue;
            try this.goAway(salt, account, recovery, effectiveAt) {
                require(false, "unreachable");
            } catch (bytes memory outcome) {
                require(bytes4(outcome) == Left.selector, "a member with a recovery address could not leave");
            }
            vm.warp(now_);
        }
    }

    error Left();

    /// Leaves, and takes all of it back by reverting.
    function goAway(bytes32 salt, address account, address recovery, uint48 effectiveAt) external {
        if (block.timestamp < effectiveAt) vm.warp(effectiveAt);
        vm.prank(recovery);
        _custodian.requestExit(salt);
        vm.warp(_custodian.exitReadyAt(account));
        vm.prank(recovery);
        _custodian.exit(salt);
        require(IMemberAccount(account).owner() == recovery, "somebody else got the account");
        revert Left();
    }

    function invariant_8d_nobodyHadAPowerThatWasNotTheirs() external view {
        string memory reason = _handler.lastWrong();
        require(bytes(reason).length == 0, reason);
    }
}
