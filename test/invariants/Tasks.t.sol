// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Communities} from "../../contracts/Communities.sol";
import {Earnings} from "../../contracts/Earnings.sol";
import {Tasks} from "../../contracts/Tasks.sol";
import {WrappedTokenFactory} from "../../contracts/WrappedTokenFactory.sol";
import {ITasks} from "../../contracts/interfaces/ITasks.sol";
import {IToken} from "../../contracts/interfaces/IToken.sol";
import {TasksHandler} from "./support/TasksHandler.sol";
import {Test} from "./support/Test.sol";
import {vm} from "./support/Vm.sol";

/// Invariant 4 of docs/INVARIANTS.md, and 1 and 5 with tasks: see README.md, T1 to T6.
/// forge-config: default.invariant.runs = 24
/// forge-config: default.invariant.depth = 200
contract TasksInvariants is Test {
    TasksHandler private _handler;
    Tasks private _tasks;

    function setUp() external {
        vm.warp(2_208_945_600);
        address operator = address(0xc0);
        Communities communities = new Communities(address(0xf0), operator, address(this), 0, new WrappedTokenFactory());
        Earnings earnings = new Earnings(address(0xf0), operator, communities);
        _tasks = new Tasks(address(0xf0), operator, communities);
        communities.addModule(address(earnings), "Earnings");
        communities.addModule(address(_tasks), "Tasks");
        _handler = new TasksHandler(communities, earnings, _tasks);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_4_escrowIsWhatMayYetBePaid() external view {
        for (uint256 i; i < _handler.TOKENS(); ++i) {
            address token = address(_handler.tokens(i));
            uint256 owed;
            for (uint256 task = 1; task <= _tasks.taskCount(token); ++task) {
                ITasks.Task memory t = _tasks.taskOf(token, task);
                if (t.left != _handler.UNLIMITED()) owed += uint256(t.terms.reward) * t.left;
            }
            for (uint256 claim = 1; claim <= _tasks.claimCount(token); ++claim) {
                ITasks.Claim memory c = _tasks.claimOf(token, claim);
                if (_handler.isOpen(c.state)) owed += c.reward;
            }
            assertEq(_tasks.escrowOf(token), owed, "escrow and rewards");
            assertEq(IToken(token).balanceOf(address(_tasks)), owed, "balance and rewards");
        }
    }

    function invariant_4_eachAcceptedClaimIsPaidOnce() external view {
        for (uint256 i; i < _handler.TOKENS(); ++i) {
            address token = address(_handler.tokens(i));
            uint256 rewards;
            for (uint256 claim = 1; claim <= _tasks.claimCount(token); ++claim) {
                ITasks.Claim memory c = _tasks.claimOf(token, claim);
                bool accepted = c.state == ITasks.State.Accepted;
                assertEq(_handler.payments(i, claim), accepted ? 1 : 0, "payments of a claim");
                if (accepted) rewards += c.reward;
            }
            assertEq(_handler.paid(i), rewards, "paid and rewards");
        }
        require(!_handler.wronglyPaid(), "a review or a cancellation paid other than it should");
    }

    function invariant_4_countsAndSlotsAddUp() external view {
        for (uint256 i; i < _handler.TOKENS(); ++i) {
            address token = address(_handler.tokens(i));
            uint256 claims = _tasks.claimCount(token);
            for (uint256 task = 1; task <= _tasks.taskCount(token); ++task) {
                ITasks.Task memory t = _tasks.taskOf(token, task);
                (uint256 open, uint256 accepted, uint256 expired) = (0, 0, 0);
                for (uint256 claim = 1; claim <= claims; ++claim) {
                    ITasks.Claim memory c = _tasks.claimOf(token, claim);
                    if (c.task != task) continue;
                    if (_handler.isOpen(c.state)) ++open;
                    if (c.state == ITasks.State.Accepted) ++accepted;
                    if (c.state == ITasks.State.Expired) ++expired;
                }
                assertEq(t.openClaims, open, "open claims of a task");
                assertEq(t.completed, accepted, "completed");
                assertEq(t.expired, expired, "expired");
                if (!t.cancelled && t.left != _handler.UNLIMITED()) {
                    assertEq(t.terms.slots, t.left + open + accepted, "slots");
                }
            }
            for (uint256 j; j < _handler.MEMBERS(); ++j) {
                address member = _handler.memberAt(j);
                (uint256 open, uint256 accepted) = (0, 0);
                for (uint256 claim = 1; claim <= claims; ++claim) {
                    ITasks.Claim memory c = _tasks.claimOf(token, claim);
                    if (c.claimant != member) continue;
                    if (_handler.isOpen(c.state)) ++open;
                    if (c.state == ITasks.State.Accepted) ++accepted;
                }
                assertEq(_tasks.openClaimsOf(token, member), open, "open claims of a member");
                assertEq(_tasks.completedBy(token, member), accepted, "completed by a member");
            }
        }
    }

    function invariant_1_supplyIsTheSumOfBalances() external view {
        for (uint256 i; i < _handler.TOKENS(); ++i) {
            IToken token = _handler.tokens(i);
            uint256 balances = token.balanceOf(address(_tasks)) + token.balanceOf(address(_handler));
            for (uint256 j; j < _handler.MEMBERS(); ++j) {
                balances += token.balanceOf(_handler.memberAt(j));
            }
            assertEq(token.totalSupply(), balances, "supply and balances");
            assertLe(token.totalSupply(), token.supplyCap(), "supply cap");
        }
    }

    function invariant_5_communitiesTouchNoneOfEachOther() external view {
        require(!_handler.touchedAnother(), "an act on one community changed another");
    }

    function invariant_nobodyIsWronged() external view {
        require(!_handler.exitFailed(), "who may leave could not");
        require(!_handler.wronglyVoted(), "somebody reviewed their own work, or a submission twice");
        require(!_handler.termsChanged(), "an edit or a cancellation changed a claim");
        require(!_handler.strangerSucceeded(), "a stranger used a power");
    }
}
