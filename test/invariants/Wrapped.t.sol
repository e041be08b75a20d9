// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Communities} from "../../contracts/Communities.sol";
import {Earnings} from "../../contracts/Earnings.sol";
import {WrappedTokenFactory} from "../../contracts/WrappedTokenFactory.sol";
import {IToken} from "../../contracts/interfaces/IToken.sol";
import {Test} from "./support/Test.sol";
import {vm} from "./support/Vm.sol";
import {WrappedHandler} from "./support/WrappedHandler.sol";

/// Invariant 1 of docs/INVARIANTS.md for a wrapped token: see README.md, T1 to T3.
/// forge-config: default.invariant.runs = 24
/// forge-config: default.invariant.depth = 200
contract WrappedInvariants is Test {
    WrappedHandler private _handler;

    function setUp() external {
        vm.warp(2_208_945_600);
        Communities communities =
            new Communities(address(0xf0), address(0xc0), address(this), 0, new WrappedTokenFactory());
        Earnings earnings = new Earnings(address(0xf0), address(0xc0), communities);
        communities.addModule(address(earnings), "Earnings");
        _handler = new WrappedHandler(communities, address(earnings));
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_1_backedOneToOne() external view {
        IToken token = _handler.token();
        uint256 held = _handler.underlying().balanceOf(address(token)) - _handler.stray();
        assertEq(token.totalSupply(), held, "supply and what is held");
    }

    function invariant_1_balancesAreTheSupply() external view {
        IToken token = _handler.token();
        uint256 sum = token.balanceOf(address(token)) + token.balanceOf(_handler.module());
        for (uint256 i; i < _handler.MEMBERS(); ++i) {
            sum += token.balanceOf(_handler.memberAt(i));
        }
        assertEq(sum, token.totalSupply(), "balances and supply");
        assertEq(token.issuable(), _handler.wrapped().budget(), "what may be issued, and the budget");
    }

    function invariant_whatIsOwedIsPaid() external view {
        require(!_handler.unwrapFailed(), "somebody could not unwrap what they hold");
        require(!_handler.refundFailed(), "a due refund failed");
        require(!_handler.strangerSucceeded(), "a stranger used a power");
    }
}
