// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Communities} from "../../contracts/Communities.sol";
import {Earnings} from "../../contracts/Earnings.sol";
import {Gifts} from "../../contracts/Gifts.sol";
import {WrappedTokenFactory} from "../../contracts/WrappedTokenFactory.sol";
import {IToken} from "../../contracts/interfaces/IToken.sol";
import {EconomyHandler} from "./support/EconomyHandler.sol";
import {Test} from "./support/Test.sol";
import {vm} from "./support/Vm.sol";

/// Invariants 1, 2 and 5 of docs/INVARIANTS.md, and what belongs to them: see README.md, E1 to E6.
/// forge-config: default.invariant.runs = 24
/// forge-config: default.invariant.depth = 200
contract EconomyInvariants is Test {
    EconomyHandler private _handler;

    function setUp() external {
        vm.warp(2_208_945_600);
        address operator = address(0xc0);
        Communities communities = new Communities(address(0xf0), operator, address(this), 0, new WrappedTokenFactory());
        Earnings earnings = new Earnings(address(0xf0), operator, communities);
        Gifts gifts = new Gifts(address(0xf0), operator, communities);
        communities.addModule(address(earnings), "Earnings");
        communities.addModule(address(gifts), "Gifts");
        _handler = new EconomyHandler(communities, earnings, gifts);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_1_supplyIsWhatWasIssued() external view {
        for (uint256 i; i < _handler.TOKENS(); ++i) {
            IToken token = _handler.tokens(i);
            uint256 balances;
            uint256 issued;
            for (uint256 j; j < _handler.MEMBERS(); ++j) {
                address member = _handler.memberAt(j);
                balances += token.balanceOf(member);
                issued += token.standingOf(member).lifetimeEarned;
                assertLe(token.balanceOf(member), token.maxBalance(), "greatest balance");
            }
            assertEq(token.totalSupply(), balances, "supply and balances");
            assertEq(token.totalSupply(), issued, "supply and what was issued");
            assertLe(token.totalSupply(), token.supplyCap(), "supply cap");
        }
    }

    function invariant_2_nobodyEarnsBeyondTheCaps() external view {
        uint256 day = block.timestamp / 1 days;
        uint256 week = (day + 3) / 7;
        for (uint256 i; i < _handler.TOKENS(); ++i) {
            assertLe(_handler.issuedOn(i, day), _handler.communityCap(i, day), "community's day");
            (uint256 issued,) = _handler.tokens(i).today();
            assertEq(_handler.issuedOn(i, day), issued, "issued today");
            for (uint256 j; j < _handler.MEMBERS(); ++j) {
                address member = _handler.memberAt(j);
                assertLe(_handler.earnedOn(i, member, day), _handler.dayCap(i, day), "member's day");
                assertLe(_handler.earnedIn(i, member, week), _handler.weekCap(i, week), "member's week");
                assertLe(_handler.claimsOn(i, member, day), 1, "claims a day");
                IToken.Standing memory standing = _handler.tokens(i).standingOf(member);
                assertEq(_handler.earnedOn(i, member, day), standing.earnedToday, "earned today");
                assertEq(_handler.earnedIn(i, member, week), standing.earnedThisWeek, "earned this week");
            }
        }
        require(!_handler.paidTwice(), "a settlement paid twice");
    }

    function invariant_5_communitiesTouchNoneOfEachOther() external view {
        require(!_handler.touchedAnother(), "an act on one community changed another");
    }

    function invariant_8_theOperatorMovesNoMoreThanTheCeiling() external view {
        uint256 day = block.timestamp / 1 days;
        for (uint256 i; i < _handler.TOKENS(); ++i) {
            for (uint256 j; j < _handler.MEMBERS(); ++j) {
                address member = _handler.memberAt(j);
                assertLe(_handler.outflowOn(i, member, day), _handler.ceilingOn(i, member, day), "ceiling");
            }
        }
    }

    function invariant_noPowerForStrangers() external view {
        require(!_handler.strangerSucceeded(), "a stranger used a power");
    }
}
